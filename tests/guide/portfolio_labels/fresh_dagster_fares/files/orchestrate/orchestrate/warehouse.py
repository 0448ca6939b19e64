import duckdb
from dagster import ConfigurableResource


class Warehouse(ConfigurableResource):
    path: str

    def ask(self, query: str):
        with duckdb.connect(self.path) as connection:
            return connection.execute(query).pl()
