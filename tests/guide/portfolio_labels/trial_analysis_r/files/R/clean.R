library(dplyr)
library(tidyr)

#' One line a person and night, implausible nights out.
clean_nights <- function(raw, longest = 14) {
  raw %>%
    filter(!is.na(minutes_asleep), minutes_asleep > 0, minutes_asleep < longest * 60) %>%
    mutate(
      hours = minutes_asleep / 60,
      arm = factor(arm, levels = c("control", "light", "light_and_coach")),
      night = as.integer(night)
    ) %>%
    group_by(person, night) %>%
    slice_max(recorded_at, n = 1, with_ties = FALSE) %>%
    ungroup()
}

#' Share of nights with a recording, per person.
adherence <- function(nights, planned = 42) {
  nights %>%
    count(person, arm, name = "recorded") %>%
    mutate(share = recorded / planned)
}

to_wide <- function(nights) {
  nights %>%
    select(person, arm, night, hours) %>%
    pivot_wider(names_from = night, values_from = hours, names_prefix = "n")
}
