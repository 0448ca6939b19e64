package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
	"strconv"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

var answered = promauto.NewCounterVec(prometheus.CounterOpts{Name: "routes_total"}, []string{"outcome"})

type answer struct {
	Nodes   []int   `json:"nodes"`
	Minutes float64 `json:"minutes"`
}

func main() {
	graph, err := Read(os.Getenv("GRAPH"))
	if err != nil {
		log.Fatal(err)
	}
	http.Handle("/metrics", promhttp.Handler())
	http.HandleFunc("/route", func(w http.ResponseWriter, r *http.Request) {
		from, errFrom := strconv.Atoi(r.URL.Query().Get("from"))
		to, errTo := strconv.Atoi(r.URL.Query().Get("to"))
		if errFrom != nil || errTo != nil {
			answered.WithLabelValues("bad").Inc()
			http.Error(w, "from and to are node numbers", http.StatusBadRequest)
			return
		}
		nodes, minutes, ok := graph.Shortest(from, to)
		if !ok {
			answered.WithLabelValues("none").Inc()
			http.NotFound(w, r)
			return
		}
		answered.WithLabelValues("ok").Inc()
		json.NewEncoder(w).Encode(answer{nodes, minutes})
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
