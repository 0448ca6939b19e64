with source as (
    select * from {{ source('raw', 'rides') }}
)

select
    json_value(json, '$.ride_id') as ride_id,
    json_value(json, '$.bike') as bike_id,
    timestamp(json_value(json, '$.started')) as started_at,
    timestamp(json_value(json, '$.ended')) as ended_at,
    json_value(json, '$.from') as from_station,
    json_value(json, '$.to') as to_station,
    day
from source
qualify row_number() over (partition by json_value(json, '$.ride_id') order by day desc) = 1
