{{ config(partition_by={"field": "day", "data_type": "date"}) }}

with leaving as (
    select from_station as station, timestamp_trunc(started_at, hour) as hour, count(*) as departures
    from {{ ref('stg_rides') }}
    group by 1, 2
),
arriving as (
    select to_station as station, timestamp_trunc(ended_at, hour) as hour, count(*) as arrivals
    from {{ ref('stg_rides') }}
    group by 1, 2
)

select
    station,
    hour,
    date(hour) as day,
    coalesce(departures, 0) as departures,
    coalesce(arrivals, 0) as arrivals,
    sum(coalesce(arrivals, 0) - coalesce(departures, 0))
        over (partition by station order by hour rows between 23 preceding and current row) as net_24h
from leaving
full outer join arriving using (station, hour)
