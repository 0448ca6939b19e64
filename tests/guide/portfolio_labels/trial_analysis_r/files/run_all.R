source("R/clean.R")
source("R/models.R")
source("R/plots.R")

raw <- readr::read_csv("data/nights.csv", show_col_types = FALSE)
nights <- clean_nights(raw)
print(test_arm(nights))
ggsave("figures/hours.png", plot_hours(nights), width = 8, height = 5)
rmarkdown::render("report.Rmd")
