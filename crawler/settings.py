"""Scrapy's settings, each with its reason. ``scrapy crawl … -s NAME=VALUE`` overrides one for one run."""

from importlib.metadata import version

BOT_NAME = "nianbao"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

# --- Who we are ---------------------------------------------------------------------------------------------------

# An honest name with a place to complain, never a browser's: whoever minds us must be able to say so in robots.txt.
USER_AGENT = f"nianbao/{version('nianbao')} (+https://pypi.org/project/nianbao/)"

# robots.txt names crawlers by their first word.
ROBOTSTXT_USER_AGENT = "nianbao"

# Refusals by robots.txt are obeyed, and are outcomes of their own.
ROBOTSTXT_OBEY = True

# Some sites choose the language of their pages, and of their error pages, by it.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
}

# --- How gently we ask --------------------------------------------------------------------------------------------

# One request at a time to a host; a district's web server is a small machine.
CONCURRENT_REQUESTS_PER_DOMAIN = 1

# The pause between two requests to a host; a site's own file may name another.
DOWNLOAD_DELAY = 1.0

# No random variation: half a second would be less than what we promise.
DOWNLOAD_DELAY_JITTER = 0

# A slow server gets longer pauses, as long as its answers take, never shorter ones than above. crawler.extensions.pace
# is AutoThrottle with each site's own pause as the least, and with 304 taken for the good answer that it is.
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = DOWNLOAD_DELAY
AUTOTHROTTLE_MAX_DELAY = 30.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0

# Requests that wait for their host's turn count here too, and a site has two at most (crawler.spiders.feed): enough
# for three hundred sites at once, each at its own pace.
CONCURRENT_REQUESTS = 600

# A passing fault is worth two more tries, with pauses that double (crawler.middlewares.patience).
RETRY_TIMES = 2
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504, 522, 524]
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # it becomes a row, so it need not be an error in the log as well

# --- What we take -------------------------------------------------------------------------------------------------

# Reports are rarely larger than a few MiB; scanned ones reach some tens.
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0  # a large report is nothing to warn of

# Long enough for a slow office server, short enough that a dead one costs minutes and not an hour.
DOWNLOAD_TIMEOUT = 45

# A body cut off in the middle is not a report: it is asked for again, and else a failure.
DOWNLOAD_FAIL_ON_DATALOSS = True

# Self-signed, expired and wrong-name certificates are common on these sites and what they publish is public; each
# answer is archived with its address and digest.
DOWNLOAD_VERIFY_CERTIFICATES = False

# Sites answer with a redirect to the same page until their cookie comes back.
# crawler.middlewares.cookies keeps them, for each site apart; Scrapy's own is off.
COOKIES_ENABLED = False

# Longer chains are loops.
REDIRECT_MAX_TIMES = 8

# A refresh in the page is an obstacle or a signpost; crawler.discovery.obstacles tells which.
METAREFRESH_ENABLED = False

# What changed is asked of the server, with what the database knows; a second cache would only hide it.
HTTPCACHE_ENABLED = False

# --- What we keep out ---------------------------------------------------------------------------------------------

# A proxy would resolve names where the address guard cannot see it.
HTTPPROXY_ENABLED = False

# Both run commands that arrive over a socket.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# A link never reaches the file system or another protocol.
DOWNLOAD_HANDLERS = {
    "http": "crawler.downloads.Downloads",  # with a limit on the head of an answer
    "https": "crawler.downloads.Downloads",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}

# IPv4 and IPv6: some hosts answer on one of them only. The guard looks at every address that it gives.
TWISTED_DNS_RESOLVER = "scrapy.resolver.CachingHostnameResolver"
DNS_TIMEOUT = 20

# --- How it works -------------------------------------------------------------------------------------------------

# The walk knows which pages it has asked for, twins included. Scrapy's filter would drop a redirect to the same page,
# silently.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# In the order in which the walks hand them out.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

# A callback gives one item, so one worker does for what it gives; Scrapy starts as many for each answer.
CONCURRENT_ITEMS = 1

# All there are, from the spider (low numbers) to the network (high numbers). Scrapy's own list is emptied, for what is
# switched off in it with None is imported all the same, and a night on which nothing changed is mostly imports: one of
# its extensions brings a second HTTP library. Missing here, and why: offsite, for the address guard knows more; retry,
# robotstxt and cookies, for we have our own; metarefresh, httpproxy and httpcache as above; httpauth, for nothing asks
# for it.
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.addresses.AddressGuard": 20,
    "crawler.middlewares.obstacles.Obstacles": 40,
    "crawler.middlewares.robots.Robots": 100,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "crawler.middlewares.patience.Patience": 550,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 600,
    "crawler.middlewares.cookies.Cookies": 700,
    "crawler.middlewares.conditional.Conditional": 800,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
    "crawler.middlewares.addresses.ResolverGuard": 890,
}

# Missing: httperror, for every status is an outcome; urllength, which would drop without a row; depth, for the walk
# counts columns itself.
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.referer.RefererMiddleware": 700,
}

# Archive before anything else; then read; then store.
ITEM_PIPELINES = {
    "crawler.pipelines.archive.Archive": 100,
    "crawler.pipelines.extract.Extract": 200,
    "crawler.pipelines.store.Store": 300,
}

# Missing: those that are switched off above, and those that write what nobody here reads.
EXTENSIONS_BASE: dict[str, int] = {}
EXTENSIONS = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.logstats.LogStats": 0,
    "crawler.extensions.pace.Pace": 100,
    "crawler.extensions.ledger.Ledger": 200,
}

# Reads the source of our callbacks at every answer, to warn of a mistake that they do not make.
WARN_ON_GENERATOR_RETURN_VALUE = False

# The statistics are kept with the run; printing them as well is noise.
STATS_DUMP = False

# Scrapy would print every body.
LOG_FORMATTER = "crawler.logs.Formatter"

# One line a page is for those who look for a fault: -L DEBUG.
LOG_LEVEL = "INFO"
