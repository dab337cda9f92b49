"""WorkshopDesk."""
