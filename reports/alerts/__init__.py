"""Alerts: rules of ``ordlyd.toml`` to messages, and messages to mail, chat and webhooks."""
