package main

import "testing"

func TestShortestPrefersTheQuickWayRound(t *testing.T) {
	g := Graph{1: {{2, 10}, {3, 2}}, 3: {{2, 3}}}
	nodes, minutes, ok := g.Shortest(1, 2)
	if !ok || minutes != 5 || len(nodes) != 3 {
		t.Fatalf("got %v in %v", nodes, minutes)
	}
}
