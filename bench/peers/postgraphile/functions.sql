set search_path = graph;
