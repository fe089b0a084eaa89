"""Scrapy's settings: gentle, quiet, and nothing that ordlyd does itself.

Retries, redirects and robots.txt are :mod:`spiders.manners`' own, for a host must be asked by the
same rules in each of them.
"""

from ordlyd.settings import load_settings

_ours = load_settings()

BOT_NAME = "ordlyd"
SPIDER_LOADER_CLASS = "spiders.loader.MunicipalityLoader"
SPIDER_MODULES: list[str] = []

CONCURRENT_REQUESTS = 100
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = _ours.crawl_delay
DOWNLOAD_DELAY_JITTER = 0
DOWNLOAD_TIMEOUT = _ours.crawl_timeout
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True
TWISTED_DNS_RESOLVER = "spiders.guard.GuardedResolver"

ROBOTSTXT_OBEY = False
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
RETRY_ENABLED = False
TELNETCONSOLE_ENABLED = False
HTTPCACHE_ENABLED = False
# Scrapy's cookies fetch a list of public suffixes from a host that is none of ours.
COOKIES_ENABLED = False
DEFAULT_REQUEST_HEADERS = {"Accept": "*/*", "Accept-Language": "da"}

EXTENSIONS = {
    "scrapy.extensions.corestats.CoreStats": None,
    "scrapy.extensions.logcount.LogCount": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
}
LOG_LEVEL = "WARNING"
