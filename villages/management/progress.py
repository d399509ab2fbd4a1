"""A progress bar for commands that run long, shown on a terminal only."""

WIDTH = 30


def progress_bar(stream, label):
    """``on_progress(done, total)`` that draws on ``stream``; None where nobody watches."""
    if not stream.isatty():
        return None

    def draw(done, total):
        filled = WIDTH * done // total
        bar = "█" * filled + "░" * (WIDTH - filled)
        stream.write(f"\r{label} {bar} {done}/{total}", ending="\n" if done == total else "")
        stream.flush()

    return draw
