select * from {{ ref('stg_rides') }} where ended_at < started_at
