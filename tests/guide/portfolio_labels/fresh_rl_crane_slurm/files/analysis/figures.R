library(ggplot2)
library(readr)

runs <- read_csv("analysis/runs.csv")
p <- ggplot(runs, aes(step, reward, colour = agent)) + geom_smooth() + facet_wrap(~length)
ggsave("analysis/reward.pdf", p)
