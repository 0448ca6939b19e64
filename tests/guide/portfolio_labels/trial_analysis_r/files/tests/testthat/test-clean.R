source("../../R/clean.R")

raw <- data.frame(
  person = c(1, 1, 2, 2), night = c(1, 1, 1, 2),
  arm = c("control", "control", "light", "light"),
  minutes_asleep = c(400, 420, -5, 380),
  recorded_at = as.POSIXct("2022-01-01", tz = "UTC") + 1:4
)

test_that("implausible nights are left out", {
  expect_equal(nrow(clean_nights(raw)), 2)
})

test_that("the newest recording of a night wins", {
  expect_equal(clean_nights(raw)$minutes_asleep[1], 420)
})

test_that("wide has one line a person", {
  expect_equal(nrow(to_wide(clean_nights(raw))), 2)
})
