"""python -m tests.bench.footers"""

from tests.bench.footers import main

main()
