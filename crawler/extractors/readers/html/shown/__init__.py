"""What a page shows of what stands in it: hidden tables, struck-out digits, contents that style sheets write."""
