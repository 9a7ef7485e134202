module tiphys.io/bench/watchers

go 1.26.0
