select zone, cast(hour as date) as day, sum(n) as trips, sum(n * fare) as takings
from {{ ref('hourly') }}
group by 1, 2
