name := "click-sessions"
version := "2.0.3"
scalaVersion := "2.12.18"

libraryDependencies ++= Seq(
  "org.apache.spark" %% "spark-sql" % "3.5.1" % Provided,
  "io.delta" %% "delta-spark" % "3.1.0",
  "org.apache.spark" %% "spark-mllib" % "3.5.1" % Provided,
  "org.scalatest" %% "scalatest" % "3.2.18" % Test
)
