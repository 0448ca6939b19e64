library(ggplot2)

plot_hours <- function(nights) {
  ggplot(nights, aes(night, hours, colour = arm)) +
    stat_summary(fun.data = mean_se, geom = "pointrange", alpha = 0.5) +
    geom_smooth(method = "loess", se = FALSE) +
    labs(x = "Night", y = "Hours asleep", colour = NULL) +
    theme_minimal()
}
