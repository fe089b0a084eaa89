"""Council sites to crawl on this machine: true in shape, invented in what they say."""
