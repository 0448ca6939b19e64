package main

import (
	"container/heap"
	"encoding/json"
	"os"
)

type edge struct {
	To      int     `json:"to"`
	Minutes float64 `json:"minutes"`
}

// Graph holds the edges that leave each node.
type Graph map[int][]edge

// Read takes the file that training/export.py writes.
func Read(path string) (Graph, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var graph Graph
	return graph, json.Unmarshal(data, &graph)
}

type item struct {
	node    int
	minutes float64
}
type queue []item

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].minutes < q[j].minutes }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(item)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

// Shortest is Dijkstra's way from one node to another.
func (g Graph) Shortest(from, to int) ([]int, float64, bool) {
	best, before := map[int]float64{from: 0}, map[int]int{}
	ahead := &queue{{from, 0}}
	for ahead.Len() > 0 {
		here := heap.Pop(ahead).(item)
		if here.node == to {
			path := []int{to}
			for n := to; n != from; {
				n = before[n]
				path = append([]int{n}, path...)
			}
			return path, here.minutes, true
		}
		for _, e := range g[here.node] {
			if m := here.minutes + e.Minutes; best[e.To] == 0 && e.To != from || m < best[e.To] {
				best[e.To], before[e.To] = m, here.node
				heap.Push(ahead, item{e.To, m})
			}
		}
	}
	return nil, 0, false
}
