"""Alert mails of every layout give title, company and place, and nothing that stands around."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upslope.formats.alerts import Advert, adverts
from upslope.formats.alerts.details import age_of, read_details
from upslope.formats.alerts.lines import Line, html_lines, text_lines
from upslope.formats.alerts.links import posting_link, without_followers
from upslope.formats.alerts.mailbox import is_alert
from upslope.formats.alerts.pay import pay_line
from upslope.records import Salary
from upslope.records.mail import Mail

LINKEDIN = "https://www.linkedin.com/comm/jobs/view/"


def card(advert: Advert) -> tuple[str, str | None, list[str], str | None]:
    details = advert.details
    return advert.title, details.company, details.places, details.way


def of_html(page: str) -> list[tuple[str, str | None, list[str], str | None]]:
    return [card(advert) for advert in adverts(Mail(html=page))]


def of_text(text: str) -> list[tuple[str, str | None, list[str], str | None]]:
    return [card(advert) for advert in adverts(Mail(text=text))]


def test_linkedin_html_with_logos_buttons_and_preview() -> None:
    page = f"""<div style="display:none">30+ new jobs <a href="{LINKEDIN}999999/">Not seen</a></div>
    <!--[if mso]><a href="{LINKEDIN}888888/">Not for this program</a><![endif]-->
    <a href="{LINKEDIN}111111/?trk=logo"><img src="https://img.example/x.png" alt="Quillfish"></a>
    <a href="{LINKEDIN}111111/?trk=t">Production Manager, Models</a>
    <p>Quillfish · Oslo, Norway (On-site)</p><p>Actively recruiting</p>
    <a href="{LINKEDIN}111111/?trk=b">View job</a>
    <a href="{LINKEDIN}222222/">Premium Privacy Engineer</a><td>Tarnbeck</td><td>Ghent, Belgium</td>
    <a href="https://www.linkedin.com/comm/jobs/search/?keywords=ml">See all jobs</a>
    <p>You are receiving this because of an alert.</p>"""
    assert of_html(page) == [
        ("Production Manager, Models", "Quillfish", ["Oslo, Norway"], "onsite"),
        ("Premium Privacy Engineer", "Tarnbeck", ["Ghent, Belgium"], None),
    ]


def test_linkedin_html_with_the_whole_card_in_the_link() -> None:
    page = f"""<a href="{LINKEDIN}111111/"><span>Offres d’emploi similaires à</span>
      <span>Platform Engineer</span> <span>chez</span><span>Globenook</span></a>
    <a href="{LINKEDIN}222222/"><p>Data Engineer - Streams</p><p>Initbeck · Liège (Hybride)</p></a>
    <a href="{LINKEDIN}333333/"><p>ML Engineer</p><p>Hoolbeck · À distance</p></a>"""
    assert of_html(page) == [
        ("Platform Engineer", "Globenook", [], None),
        ("Data Engineer - Streams", "Initbeck", ["Liège"], "hybrid"),
        ("ML Engineer", "Hoolbeck", [], "remote"),
    ]


LINKEDIN_TEXT = f"""Your job alert for ml engineer in Oslo          \r
30+ new jobs match your preferences.\r
Manage alerts: https://www.linkedin.com/comm/jobs/alerts?lipi=x\r
            \r
Senior Data Engineer\r
Tarn Robotics\r
Leeds, England\r
\r
4 school alumni\r
Apply with resume & profile\r
View job: {LINKEDIN}111111/?trackingId=abc%3D%3D&otpToken=secret\r
\r
---------------------------------------------------------\r
\r
Ingenieur (m/w/d) Maschinelles Lernen\r
Nordlicht AG\r
München, Bayern (Remote)\r
Job ansehen: https://de.linkedin.com/comm/jobs/view/ingenieur-bei-nordlicht-222222?trk=eml\r
\r
---------------------------------------------------------\r
\r
See all jobs on LinkedIn:  https://www.linkedin.com/comm/jobs/search?x\r
Unsubscribe: https://www.linkedin.com/e/v2?e=1
"""


def test_linkedin_text() -> None:
    assert of_text(LINKEDIN_TEXT) == [
        ("Senior Data Engineer", "Tarn Robotics", ["Leeds, England"], None),
        ("Ingenieur (m/w/d) Maschinelles Lernen", "Nordlicht AG", ["München, Bayern"], "remote"),
    ]


def test_no_token_of_the_person_is_kept() -> None:
    urls = [advert.link.url for advert in adverts(Mail(text=LINKEDIN_TEXT))]
    assert urls == [
        "https://www.linkedin.com/jobs/view/111111/",
        "https://www.linkedin.com/jobs/view/222222/",
    ]


def test_linkedin_text_on_lines_without_gaps() -> None:
    text = f"""New jobs from your other alerts
Jobs in Asia
AI Engineer
Sarvbeck AI
India (Remote)
Easy Apply
View job: {LINKEDIN}111111/?trackingId=def
Platform Engineer
Globenook · London
View job: {LINKEDIN}222222/"""
    assert of_text(text) == [
        ("AI Engineer", "Sarvbeck AI", ["India"], "remote"),
        ("Platform Engineer", "Globenook", ["London"], None),
    ]


def test_indeed_html_with_rating_pay_and_age() -> None:
    page = """<h2><a href="https://au.indeed.com/rc/clk/dl?jk=00C0FFEE00c0ffee&tk=x">ML Engineer</a>
    </h2><td>Quillfish</td><td>3.9</td><td>Hybrid work in Hobart TAS</td>
    <td>$130,000 - $160,000 a year</td><td>Easily apply</td><td>You train models and more...</td>
    <td>2 days ago</td>
    <h2><a href="https://au.indeed.com/pagead/clk/dl?mo=r&ad=OPAQUE&tk=y">Analyst</a></h2>
    <td>Tarnbeck</td><td>Perth</td><td>Just posted</td><td>© 2026 Indeed</td>"""
    first, second = adverts(Mail(html=page))
    assert card(first) == ("ML Engineer", "Quillfish", ["Hobart TAS"], "hybrid")
    assert first.key == "indeed:00c0ffee00c0ffee"
    assert first.details.pay == Salary(
        currency="AUD", min_value=130_000, max_value=160_000, unit_text="year"
    )
    assert first.details.posted("2026-11-21T08:00:00+11:00") == "2026-11-19"
    assert second.link.key is None and second.key.startswith("indeed:")
    assert second.link.url == "https://au.indeed.com/pagead/clk/dl?mo=r&ad=OPAQUE"


def test_indeed_text_with_the_link_last() -> None:
    text = """Ingénieur DevOps/Ingénieure DevOps
Quill Info - Genève, GE
Participer à la gestion des environnements…
il y a 1 jour
https://ch.indeed.com/rc/clk/dl?jk=00c0ffee00c0ffe1&from=ja

Software Engineer
Autobeck - Toronto, ON
$100,000 a year
Build things.
Just posted
https://ca.indeed.com/rc/clk/dl?jk=00c0ffee00c0ffe2&from=ja
"""
    first, second = adverts(Mail(text=text))
    assert card(first) == ("Ingénieur DevOps/Ingénieure DevOps", "Quill Info", ["Genève, GE"], None)
    assert card(second) == ("Software Engineer", "Autobeck", ["Toronto, ON"], None)
    assert second.details.pay and second.details.pay.currency == "CAD"
    assert (first.details.age, second.details.age) == (1.0, 0.0)


@pytest.mark.parametrize("rating", ["<span>3.6 ★</span>", ""])
def test_glassdoor_with_the_company_first(rating: str) -> None:
    link = "https://fr.glassdoor.be/partner/jobListing.htm?pos=101&guid=a&jobListingId=101000001"
    page = f"""<a href="{link}&utm_source=x"><span>Initbeck</span>{rating}
      <span>Data Analyst</span><span>Bruxelles</span><span>52 k € - 60 k €</span></a>
      <a href="https://fr.glassdoor.be/profile/unsubscribeEmail.htm?key=k">Se désabonner</a>"""
    [advert] = adverts(Mail(html=page))
    assert card(advert) == ("Data Analyst", "Initbeck", ["Bruxelles"], None)
    assert advert.key == "glassdoor:101000001"
    assert advert.details.pay and advert.details.pay.max_value == 60_000


def test_monster_by_its_links() -> None:
    page = """<a href="https://www.monster.com/job-openings/ml-engineer-oslo--0c0ffee0-c0ff?sid=1">
      ML Engineer</a><div>Quillfish</div><div>Oslo</div><a href="https://x.example/1">Apply</a>"""
    [advert] = adverts(Mail(html=page))
    assert card(advert) == ("ML Engineer", "Quillfish", ["Oslo"], None)
    assert advert.link.portal == "monster"


def test_any_other_sender_by_its_links() -> None:
    page = """<p>New roles matching your alert:</p>
    <a href="https://boards.greenhouse.io/quillfish/jobs/12345?utm_source=alert">ML Engineer at
    Quillfish</a><br><a href="https://jobs.lever.co/tarnbeck/abc-def?trk=e">Data Scientist</a><br>
    <a href="https://www.jobs.example/en/it-jobs/data-engineer-nook-1234567">Data Engineer</a>
    <p>Nook - Leuven</p><a href="https://www.jobs.example/blog/how-to-12345">How we hire</a>
    <a href="https://social.example/quill">Follow us</a>"""
    assert of_html(page) == [
        ("ML Engineer", "Quillfish", [], None),
        ("Data Scientist", None, [], None),
        ("Data Engineer", "Nook", ["Leuven"], None),
    ]


def test_a_mail_whose_links_say_nothing_by_its_shape() -> None:
    link = "https://click.jobs.example/o.dll?ID="
    page = f"""<p>Il y a <a href="{link}0">19 nouveaux jobs</a> pour vous.</p>
    <a href="{link}1">Business Analyst - IT | Finance</a><br><b>Kingbeck</b> <i>|&nbsp;Dilbeek</i>
    <a href="{link}2">Data engineer (VDAB)</a><br><b>Vlaanbeck</b> <i>&nbsp;|&nbsp;Ghent</i><br>
    <a href="{link}3">Afficher tous les jobs</a><a href="{link}4">Responsable données</a><br>
    <b>Nook</b> | Liège<p>Vos critères :</p><a href="{link}5">Modifier</a><p>Oslo</p><p>Bergen</p>
    <a href="{link}6">Privacy policy</a> | <a href="{link}7">ada@home.example</a>"""
    assert of_html(page) == [
        ("Business Analyst - IT | Finance", "Kingbeck", ["Dilbeek"], None),
        ("Data engineer (VDAB)", "Vlaanbeck", ["Ghent"], None),
        ("Responsable données", "Nook", ["Liège"], None),
    ]
    assert of_html(f'<a href="{link}1">Our newsletter</a><p>Read</p><p>on</p>') == []


def test_whole_cards_in_links_that_say_nothing() -> None:
    page = """<a href="https://cts.indeed.com/v3/aa"><h2>ML Engineer</h2><p>Quillfish</p><p>4.1</p>
    <p>Remote in Austin, TX</p><p>$60 - $70 an hour</p><p>2 days ago</p></a>
    <a href="https://click.glassdoor.com/bb"><span>Nook</span><span>3.9 ★</span>
    <span>Data Scientist</span><span>Oslo</span></a>
    <a href="https://cts.indeed.com/v3/cc">Unsubscribe</a><p>Indeed</p><p>Austin, TX</p>"""
    first, second = adverts(Mail(html=page))
    assert card(first) == ("ML Engineer", "Quillfish", ["Austin, TX"], "remote")
    assert first.link.portal == "indeed" and first.details.pay
    assert card(second) == ("Data Scientist", "Nook", ["Oslo"], None)


def test_a_forwarded_link_is_unwrapped_and_a_false_portal_is_none() -> None:
    inner = "https%3A%2F%2Fwww.linkedin.com%2Fcomm%2Fjobs%2Fview%2F111111%2F%3Ftrk%3Dx"
    link = posting_link(f"https://eur.safelinks.example/?url={inner}&data=1")
    assert link and link.key == "111111"
    false = posting_link("https://www.linkedin.com.evil.example/jobs/view/111111")
    assert false and false.portal == "linkedin.com.evil.example"
    for none in ("javascript:alert(1)", "https://", "https://h:x/jobs/view/1", "mailto:a@b"):
        assert posting_link(none) is None


def test_followers_are_taken_out() -> None:
    url = "https://jobs.example/jobs/77?id=7&utm_medium=e&trk=x&jwt=secret&recipient_id=9"
    assert without_followers(url) == "https://jobs.example/jobs/77?id=7"


@pytest.mark.parametrize(
    ("line", "pay"),
    [
        ("$110K/yr - $120K/yr", (None, 110_000, 120_000, "year")),
        ("时薪1,100-3,800元", ("CNY", 1_100, 3_800, "hour")),
        ("45.000 € - 60.000 € pro Jahr", ("EUR", 45_000, 60_000, "year")),
        ("£80-90k per annum", ("GBP", 80_000, 90_000, "year")),
        ("From £45 an hour", ("GBP", 45, None, "hour")),
        ("Bis zu 90.000 EUR", ("EUR", None, 90_000, None)),
        ("A$150k", ("AUD", 150_000, 150_000, None)),
        ("R$ 5.000 por mês", ("BRL", 5_000, 5_000, "month")),
        ("₹ 6L - 10L a year", ("INR", 600_000, 1_000_000, "year")),
        ("₹12,00,000 a year", ("INR", 1_200_000, 1_200_000, "year")),
    ],
)
def test_lines_of_pay(line: str, pay: tuple[object, ...]) -> None:
    got = pay_line(line)
    assert got and (got.currency, got.min_value, got.max_value, got.unit_text) == pay


@pytest.mark.parametrize(("country", "currency"), [("mx", "MXN"), ("ca", "CAD"), ("de", None)])
def test_a_dollar_is_that_of_the_site(country: str, currency: str | None) -> None:
    got = pay_line("$25,000 - $30,000 por mes", country)
    assert got and got.currency == currency


@pytest.mark.parametrize("line", ["500 employees", "Quillfish 100 € club of Oslo", "€", "€ lots"])
def test_lines_that_are_no_pay(line: str) -> None:
    assert pay_line(line) is None


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("8天前", 8),
        ("vor 3 Tagen", 3),
        ("hace 2 semanas", 14),
        ("5 hours ago", round(5 / 24, 2)),
        ("il y a 1 mois", 30),
        ("30+ days ago", -1),
        ("Aujourd’hui", 0),
        ("Posted 3 days ago", 3),
        ("3 openings", None),
        ("Team of 3 days", None),
    ],
)
def test_ages(line: str, days: float | None) -> None:
    assert age_of(line) == days


def test_an_age_of_more_than_is_no_date() -> None:
    details = read_details(["Quillfish", "Oslo", "30+ days ago"])
    assert details.posted("2026-11-21T08:00:00+00:00") is None
    assert read_details(["Quillfish", "2 days ago"]).posted("no date") is None


@pytest.mark.parametrize(
    ("head", "alert"),
    [
        ("From: LinkedIn <jobs-noreply@linkedin.com>\n", True),
        ("From: LinkedIn <messages-noreply@linkedin.com>\nSubject: Ada wrote\n", False),
        ("From: alert@indeed.com\nSubject: 5 new jobs\n", True),
        ("From: x@indeed.com\nSubject: Your application was sent\n", False),
        ("From: Jobs <a@stellen.example>\nSubject: 12 neue Stellen\n", True),
        ("From: Ada <ada@home.example>\nSubject: Dinner\n", False),
        ("From: hr@quillfish.example\nSubject: Your application for the new role\n", False),
        ("", False),
    ],
)
def test_which_mails_of_a_mailbox_are_looked_at(head: str, alert: bool) -> None:
    assert is_alert(head.encode() + b"\nnew jobs") is alert


def test_plain_lines() -> None:
    assert text_lines("> Title <https://a.example/7>\n=====\n") == [
        Line("Title", "https://a.example/7"),
        Line("====="),
        Line(""),
    ]
    assert text_lines("=====")[0].is_rule


@pytest.mark.parametrize(
    "page",
    [
        "<a href=x" * 200_000,
        "<!--" * 250_000,
        '<span style="display:none">' * 40_000,
        f'<a href="{LINKEDIN}111111/">' * 20_000,
        "".join(f'<a href="{LINKEDIN}{n}/">T{n}</a><p>x</p>' for n in range(100_000, 110_000)),
        "https://a.example/jobs/12345 " * 30_000,
        "[" * 1_000_000,
        "|" * 1_000_000,
    ],
    ids=range(8),
)
def test_a_hostile_body_ends_in_time(page: str) -> None:
    began = time.process_time()
    adverts(Mail(html=page, text=page))
    assert time.process_time() - began < 2


PIECES = (
    f'<a href="{LINKEDIN}111111/">|</a>|<p>|Quillfish · Oslo|(Remote)|<!--|-->|'
    f'<span style="display:none">|3.9|€5|k|-|2 days ago|View job: {LINKEDIN}222222/|\n|\n\n|-----|[|](https://a.example/'
    "jobs/12345)|</span><span>|&nbsp;|\0|ML Engineer|at|<style>|See all jobs"
)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=40).map("".join) | st.text())
def test_any_body_is_read(body: str) -> None:
    for advert in adverts(Mail(html=body, text=body)):
        assert advert.title.strip() and advert.key
    html_lines(body)


@pytest.mark.parametrize(
    ("title", "company"),
    [
        ("Search & Discovery Engineer, All Levels", "Jobs for Everyone"),
        ("Visa Compliance Officer", "Hello Fresh Fish"),
        ("Ingeniero de datos", "Quill Partners"),
        ("Read Aloud Product Manager", "New"),
    ],
)
def test_titles_and_companies_that_sound_like_something_else(title: str, company: str) -> None:
    page = f"""<a href="{LINKEDIN}111111/">{title}</a><p>{company} · Oslo</p>
    <a href="{LINKEDIN}222222/">Cook</a><p>Nook · Oslo</p><p>Jobs similar to these</p>"""
    assert of_html(page)[0] == (title, company, ["Oslo"], None)


def test_the_plain_body_says_what_the_other_runs_together() -> None:
    page = f'<a href="{LINKEDIN}111111/">Senior Data Engineer Tarn Robotics</a><p>Easy Apply</p>'
    [advert] = adverts(Mail(html=page, text=LINKEDIN_TEXT))
    assert card(advert) == ("Senior Data Engineer", "Tarn Robotics", ["Leeds, England"], None)


def test_bare_addresses_under_titles() -> None:
    text = f"""Your job alert

ML Engineer

<{LINKEDIN}111111/?trackingId=a>

Quillfish · Oslo (Remote)

Data Engineer
{LINKEDIN}222222/
Nook
Bergen
"""
    assert of_text(text) == [
        ("ML Engineer", "Quillfish", ["Oslo"], "remote"),
        ("Data Engineer", "Nook", ["Bergen"], None),
    ]


def test_ages_in_short() -> None:
    assert [age_of(said) for said in ("24h", "3d", "30d+", "2w", "3d printing")] == [
        1.0,
        3.0,
        -1.0,
        14.0,
        None,
    ]
