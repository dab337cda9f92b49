"""Reports over a period: the figures, who is behind them, and the papers funders get."""
