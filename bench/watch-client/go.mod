module tiphys.io/bench/watch-client

go 1.26.0
