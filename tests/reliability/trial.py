"""People save without pause while the server dies again and again under their hands."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Event

from tests.reliability.saver import AnswerSaver, SectionSaver

LONGEST_LIFE = 60  # saves that are confirmed between two deaths, at most
LONGEST_SAVE = 0.05  # seconds
SECONDS_TO_SAVE = 60


def run(server, response, *, kills, restarts, seed):
    """Figures and problems, in words. Two people, so that both workers are at work whenever one is killed."""
    rng = Random(seed)
    sections = response.wave.questionnaire.document.sections
    savers = [
        AnswerSaver(server.port, "coordinator", response, sections[0], Random(rng.random())),
        SectionSaver(server.port, "colleague", response, sections[1], Random(rng.random())),
    ]
    begun = time.monotonic()
    stopped = Event()
    with ThreadPoolExecutor(len(savers)) as pool:
        saving = [pool.submit(saver.save_until, stopped) for saver in savers]
        try:
            torment(server, savers, rng, kills, restarts)
        finally:
            stopped.set()
    for future in saving:
        future.result()
    problems = [problem for saver in savers for problem in saver.problems]
    counts = sum((saver.counts for saver in savers), Counter())
    figures = {
        "kills of a worker": kills,
        "kills of the server": restarts,
        "saves": {"sent": counts["confirmed"] + counts["without reply"]} | counts,
        "problems": len(problems),
        "seconds": round(time.monotonic() - begun, 1),
    }
    return figures, problems


def torment(server, savers, rng, kills, restarts):
    """The deaths of the whole server are spread among those of its workers."""
    whole = set(rng.sample(range(kills), restarts))
    for number in range(kills):
        let_save(savers, rng)
        server.kill_one(rng)
        if number in whole:
            let_save(savers, rng)
            server.kill_all()


def let_save(savers, rng):
    """Until a random moment. Counted in saves, not in seconds: a busy machine takes long to begin saving anew."""
    enough = confirmed(savers) + rng.randint(1, LONGEST_LIFE)
    deadline = time.monotonic() + SECONDS_TO_SAVE
    while confirmed(savers) < enough:
        assert time.monotonic() < deadline, "nothing is saved any more"
        time.sleep(0.001)
    time.sleep(rng.uniform(0, LONGEST_SAVE))


def confirmed(savers):
    return sum(saver.counts["confirmed"] for saver in savers)
