package sessions

import org.apache.spark.sql.SparkSession
import org.scalatest.funsuite.AnyFunSuite

class SessionizeSpec extends AnyFunSuite {
  private val spark = SparkSession.builder.master("local[1]").getOrCreate()
  import spark.implicits._

  test("a pause of over half an hour starts a session") {
    val clicks = Seq(
      ("1", "ann", "2024-01-01 10:00:00", "/", "firefox"),
      ("2", "ann", "2024-01-01 10:20:00", "/a", "firefox"),
      ("3", "ann", "2024-01-01 11:20:00", "/b", "firefox")
    ).toDF("event_id", "visitor", "at", "page", "agent")
    assert(Sessionize(clicks).count() == 2)
  }

  test("robots are left out") {
    val clicks = Seq(("1", "x", "2024-01-01 10:00:00", "/", "GoodBot/1")).toDF("event_id", "visitor", "at", "page", "agent")
    assert(Sessionize(clicks).isEmpty)
  }
}
