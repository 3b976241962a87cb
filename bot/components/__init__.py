"""Our own Rasa components; config.yml names them."""
