package sessions

import org.apache.spark.sql.{Column, DataFrame}
import org.apache.spark.sql.expressions.Window
import org.apache.spark.sql.functions._

/** Clicks of one visitor belong to one session until a pause of `minutes`. */
object Sessionize {
  private val byVisitor = Window.partitionBy("visitor").orderBy("at")

  def pauseOver(minutes: Int): Column =
    (unix_timestamp(col("at")) - unix_timestamp(lag("at", 1).over(byVisitor))) > minutes * 60

  def apply(clicks: DataFrame, minutes: Int = 30): DataFrame =
    clicks
      .dropDuplicates("event_id")
      .filter(col("visitor").isNotNull && !lower(col("agent")).contains("bot"))
      .withColumn("starts", coalesce(pauseOver(minutes), lit(true)).cast("int"))
      .withColumn("session", sum("starts").over(byVisitor))
      .groupBy("visitor", "session")
      .agg(
        min("at").as("began"),
        max("at").as("ended"),
        count("*").as("clicks"),
        collect_list("page").as("pages"),
        max((col("page") === "/checkout/done").cast("int")).as("bought")
      )
}
