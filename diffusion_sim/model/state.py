"""The whole state of one run: what is given, and the workspace in which it unfolds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Records = npt.NDArray[np.void]
    Reals = npt.NDArray[np.float64]
    Wholes = npt.NDArray[np.int64]
    Smalls = npt.NDArray[np.int32]
    Bits = npt.NDArray[np.uint64]


class Facts(NamedTuple):
    """Numbers that hold for a whole scenario."""

    form: int
    """How one hears: a position in FORMS."""
    adopts_when_aware: int
    satisfices: int
    """1 where the first option that is good enough is chosen; likewise below, by the success of tied users."""
    imitates: int
    eligible_modes: int
    """A bit for each mode that can win a prize."""
    eligible_when_adopted: int
    benefit_sd: float
    parent_share: float
    drawback_mean: float
    benefit_advantage: float
    promoting_users: int
    """Users at which the centre promotes a municipal solution; 0 where it never does."""
    drawn_problems: int
    settling_from: int
    """First month of the burn-in's last twelve years; eras that are over by then are passed over."""
    innovation_leaders_move: int
    """1 where attention, political support or enthusiasts make a difference."""
    skills_move: int
    """1 where anybody is trained at any time."""
    money_matters: int
    """1 where development money is limited or kroner weigh in choices at any time."""
    prizes_matter: int
    """1 where a prize can be given at any time."""
    settings_stay: int
    """1 where every replication has the same settings."""
    all_fits_perfectly: int
    """1 where there is nothing but innovations that fit everywhere."""
    part_of_one: int
    """See ``files``."""
    every_month_moves: int
    """1 where a mechanism changes something in every month."""
    only_cases_change: int
    """1 where nothing happens to a municipality's problem before somebody there hears of an answer to it."""


class Ground(NamedTuple):
    """What all replications of a scenario share; see ``records`` for the fields of each."""

    facts: Facts
    places: Records
    ties: Records
    """Whom one hears from, by place."""
    listeners: Records
    """Who hears from one, by place."""
    near: Wholes
    """Rows of land neighbours, by place."""
    partners: Records
    """Who pilots with whom, by place."""
    fields: Wholes
    """Field of each problem."""
    months: Records
    innovations: Records
    adopters: Wholes
    """Rows of named first adopters, by innovation."""
    policy: Reals
    """(policy period, municipality, column): settings before the spread between municipalities."""
    varying: Records
    """Columns that differ between municipalities."""


class State(NamedTuple):
    """One run: a workspace and the draws of one replication, flat so that rules' callers stay short."""

    facts: Facts
    places: Records
    ties: Records
    listeners: Records
    near: Wholes
    partners: Records
    fields: Wholes
    months: Records
    innovations: Records
    adopters: Wholes
    policy: Reals
    varying: Records
    seed: Bits
    """One number, likewise the next."""
    key: Bits
    """That of the replication at hand."""
    eras: Records
    """Of each problem that is drawn, one after the other."""
    first_era: Wholes
    """Position of each problem's first era."""
    arrivals: Records
    arrival_order: Wholes
    """Answers from outside, by the month in which they come."""
    settings: Reals
    """(policy period, municipality, column)"""
    portals: Wholes
    """1 for each policy period in which somebody can use a portal."""
    broadcasts: Wholes
    """1 for each policy period in which anything can be heard of without ties."""
    outlooks: Reals
    """(municipality, mode, field of Outlook)"""
    agents: Records
    files: Records
    """Municipality by municipality, one for each problem."""
    lines: Reals
    """(file, bottom line): value per month of what is in use."""
    busy: Wholes
    """(municipality, field): projects under way."""
    freed: Wholes
    """(municipality, field): month of the look at which capacity counts as just freed."""
    answers: Smalls
    """Solution that each file has in use for its problem's present form, NONE without one."""
    look: Smalls
    """Month in which each file has to be looked at."""
    look_bounds: Smalls
    """The first of these for files that follow each other, or an earlier one; see ``waiting``."""
    event: Smalls
    """Month in which something happens to the work under way of each file, or to what it has in use."""
    event_bounds: Smalls
    """Likewise, of these months."""
    present_era: Wholes
    users: Wholes
    """Municipalities that run an answer to each problem's present form."""
    cases: Records
    offers: Records
    """What is known and may be taken up; see ``offers``."""
    solutions: Records
    newest: Wholes
    """The newest live solution of each problem, with which a list of them all begins."""
    shares: Reals
    drawbacks: Reals
    slots: Smalls
    """(block, municipality in it): 0 nothing, clock + 1, or NONE once it is known; see ``pairs``."""
    block_keys: Wholes
    """Where each block is entered in the table that follows, NONE where it need not be searched for."""
    homes: Records
    """Table of blocks by solution and part of the municipalities."""
    age: Wholes
    """One number: what stands in the table under another age is of an earlier run."""
    clocks: Records
    calls: Smalls
    """(call, next one and number and clocks): clocks to be looked at in one month, as many as a line of memory holds."""
    due: Smalls
    """First event of each month."""
    touches: Records
    touched: Smalls
    """First solution of each month whose broadcast may change."""
    intentions: Records
    applications: Smalls
    noted: Wholes
    """Problem files that something is to be done with."""
    on_the_way: Wholes
    """Offers that have been asked for."""
    new_users: Smalls
    """Cases put into use since the last hearing."""
    begun: Smalls
    """Cases of own making begun since the last hearing."""
    entries: Smalls
    """Cases that may win the next prize."""
    table: Reals
    """(option, term) of the appraisal at hand."""
    situations: Reals
    """(municipality and whether something is in use, field of Situation): at the last appraisal."""
    versions: Wholes
    """How often each of them has changed."""
    terms: Reals
    """(offer, mode of reuse and term): as worked out last, with no taste; see ``weighing``."""
    own_terms: Reals
    """(file, term, and last of which version they are)"""
    outcome: Wholes
    """What came of the appraisal at hand; positions in ``ledger``."""
    gap: Reals
    """One number: by how much utility its best reuse fell short of what was chosen."""
    looked_at: Smalls
    """Cases that it looked at closely, the most promising first."""
    close_look: Smalls
    """Offers that the appraisal at hand looks at closely, the most promising first."""
    promises: Reals
    tastes: Reals
    """Of the options of the appraisal at hand; the words behind them, by option and by solution, come next."""
    lasting: Bits
    yearly: Bits
    lasting_of: Bits
    yearly_of: Bits
    entities: Bits
    """Identities of what is appraised: leaving it, own work, the known solutions looked at closely."""
    ringing: Wholes
    """Clocks that strike, and the chance of those who hear: from whom, how clearly, and how well it fits."""
    from_whom: Reals
    signals: Reals
    fits: Reals
    codes: Wholes
    drawn: Reals
    """For draws of many at once: whose, and what."""
    told: Wholes
    """Clocks of those whom one tells of a start or end of use, with the weight that they give it."""
    told_weights: Reals
    keys: Reals
    order: Wholes
    scratch: Wholes
    by_solution: Wholes
    """Counts of cases by solution, and by municipality, while they are written down."""
    by_row: Wholes
    effort: Reals
    now: Reals
    """The month's row as it fills."""
    rows: Reals
    """Rows of the months in which something happened."""
    row_months: Wholes
    counts: Wholes
    memories: Reals
    """(municipality, memory): what mechanisms keep; columns by ``place_of_memory``."""
    project_memories: Reals
    """(problem file, memory): likewise, begun anew with each project."""
    innovation_leaders: Reals
    """(municipality, field of InnovationLeaders): who carries innovation."""
