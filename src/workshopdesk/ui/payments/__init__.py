"""The payments of an event: lists people sign for, the rates behind them, the budget."""
