package sessions

import io.delta.tables.DeltaTable
import org.apache.spark.sql.SparkSession

object Main {
  def main(args: Array[String]): Unit = {
    val Array(source, target, day) = args
    val spark = SparkSession.builder
      .appName("click-sessions")
      .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
      .getOrCreate()

    val sessions = Sessionize(spark.read.json(s"$source/day=$day"))
    if (DeltaTable.isDeltaTable(spark, target))
      DeltaTable
        .forPath(spark, target)
        .as("old")
        .merge(sessions.as("new"), "old.visitor = new.visitor AND old.began = new.began")
        .whenMatched.updateAll()
        .whenNotMatched.insertAll()
        .execute()
    else sessions.write.format("delta").partitionBy("bought").save(target)

    sessions.createOrReplaceTempView("sessions")
    spark.sql("SELECT bought, COUNT(*) AS n, AVG(clicks) AS clicks FROM sessions GROUP BY bought").show()
  }
}
