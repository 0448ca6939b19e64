"""Words of alert mails in the languages that the portals write in."""

from __future__ import annotations

import re

WAYS = {
    "hybrid": re.compile(
        r"hybrid\w*|hybride|híbrid\w+|hibrid\w+|ibrid\w+|混合\w*|ハイブリッド|하이브리드|гибрид\w*",
        re.I,
    ),
    "onsite": re.compile(
        r"on[- ]?site|in[- ]person|vor ort|sur (?:site|place)|presencial|in sede|op locatie"
        r"|på plats|stacjonarn\w+|现场(?:办公)?|現場|オンサイト|출근|в офисе|à l['’]office",
        re.I,
    ),
    "remote": re.compile(
        r"remote|remoto|remota|(?:en|da) remoto|home[- ]?office|homeoffice|à distance"
        r"|télétravail|teletrabajo|teletrabalho|op afstand|distans|zdaln\w+|远程(?:办公)?|遠端"
        r"|リモート|원격|удал[её]нн\w+|work from home|wfh",
        re.I,
    ),
}
"""Where one works."""

BUTTON = re.compile(
    r"(?:view|see|show|read|go to|check out|save)\b.{0,25}\b(?:job|posting|details?|more|offer"
    r"|role|position|opening|vacancy|listing)s?|view|apply(?: now| here| with.*)?|easy apply"
    r"|quick apply|1-click apply|learn more|read more|details|more info(?:rmation)?|save"
    r"|(?:jetzt )?(?:bewerben|ansehen|merken)|(?:job|stelle|stellenanzeige|jobangebot|details)"
    r" (?:ansehen|anzeigen)|(?:voir|afficher|consulter)\b.{0,30}|postuler.{0,20}|(?:ver|mostrar)\b"
    r".{0,30}|solicitar.{0,20}|inscr[ií]b\w+.{0,20}|candidat\w+-se.{0,20}|vedi\b.{0,30}|visualizza"
    r"\b.{0,30}|candidati.{0,20}|bekijk\b.{0,30}|solliciteer.{0,20}|zobacz\b.{0,30}|aplikuj.{0,20}"
    r"|visa (?:jobb|annons)\w*|查看\S{0,12}|立即申请|申请|轻松申请|投递|詳細を見る|応募する?"
    r"|求人を見る",
    re.I,
)
"""What stands on a link that is no title."""

ELSEWHERE = re.compile(
    r"unsubscribe|abmelden|abbestellen|d[ée]sabonne|d[ée]sinscri|darse de baja|cancelar (?:la |tu "
    r"|a )"
    r"|disiscri|uitschrijven|afmelden|取消|退订|配信停止|©|\(c\) ?\d{4}|copyright"
    r"|^(?:see|view|show|browse|find|search|discover|explore)\b.*\b(?:all|more|other|similar)\b"
    r"|^(?:alle|weitere|mehr)\b.*\b(?:jobs|stellen\w*|vacatures|anzeigen|ansehen)"
    r"|^(?:voir|afficher) (?:tou|plus|les|d)|^(?:ver|mostrar|vedi|veja) (?:tod|m[áa]s|mais|tutt)"
    r"|查看所有"
    r"|^(?:manage|edit|change|modify|create|update)\b.*\b(?:alerts?|e-?mails?|preferences|settings"
    r"|search\w*)"
    r"|(?:alerts?|e-?mails?|job-?alarm|benachrichtigung\w*)\b.{0,30}\b(?:verwalten|bearbeiten"
    r"|ändern)"
    r"|^(?:g[ée]re[rz]|gestion|modifier|gestiona\w*|gestisci|gerenciar|beheer)\b|查看.*设置"
    r"|this e-?mail|diese e-?mail|cet e-?mail|ce message|este (?:correo|e-?mail)|questa e-?mail"
    r"|follow us"
    r"|download the app|app store|google play|(?:view|open) in (?:your )?browser|how we hire"
    r"|you(?:'re| are) receiving|you received|sie erhalten|vous recevez|recibes este|ricevi questa",
    re.I,
)
"""What stands around the postings of a mail and is of none of them."""

MENU = re.compile(
    r"(?:privacy|datenschutz|confidentialit|terms|impressum|imprint|help|hilfe|aide|ayuda|contact"
    r"|kontakt|settings|einstellungen|blog|log ?in|sign in|upgrade|premium|feedback|preferences"
    r"|modifier|edit|faq|about us|home|jobs|profile|profil)(?:\W.{0,25})?",
    re.I,
)
"""What a link to the rest of a site says, as a whole."""

HEADER = re.compile(
    r"job alert|new jobs?\b|jobs? (?:in|for|similar|matching|match)\b|matching your|match your"
    r"|preferences\.?$|recommended for you|neue jobs?|jobbenachrichtigung|alerte|nouvelles? offres"
    r"|nuev[oa]s? (?:empleos?|ofertas?)|nuov[ei] offert|nieuwe vacatures?|vagas para"
    r"|similaires? [àa]"
    r"|similar to|[äa]hnlich|职位提醒|新职位|求人アラート"
    r"|^(?:hi|hello|dear|hallo|bonjour|hola)\b.{0,40}[,!:]$",
    re.I,
)
"""What stands above the first posting."""

NOISE = re.compile(
    r"(?:actively|urgently) (?:recruiting|hiring)|(?:this company is )?actively hiring|hiring now"
    r"|\d[\d.,+]* (?:\w+ ){0,2}(?:connections?|alumn\w+|applicants?|bewerber\w*|kontakte?"
    r"|relations?"
    r"|contactos?|candidat\w+|reviews?|collegamenti|verbinding\w*)\b.*|promoted|sponsored"
    r"|gesponsert"
    r"|sponsoris[ée]\w*|new|neu|nouveau|nuevo|nuovo|nieuw|be (?:an|one of the"
    r"|among the) .*applicants?"
    r"|be (?:the )?first.*|be an early.*|early applicant|(?:you.d be a )?top applicant|easily apply"
    r"|easy apply|apply with.*|einfach(?:e)? bewerb\w+|schnellbewerbung|candidature (?:simplifi\w+"
    r"|facile)|solicitud sencilla|candidatura (?:semplice|simplificada)|fast growing|viewed"
    r"|reposted.*"
    r"|high skills match|responsive employer|(?:multiple|several) .*(?:openings|candidates).*"
    r"|actively reviewing.*|recrutement actif|aktiv\w* (?:auf der suche|suchend|personalsuche).*"
    r"|contratando.*|assunzioni.*|urgent\w*|dringend\w*|轻松申请|正在\S*招聘\S*|急招|top ?job"
    r"|in evidenza"
    r"|estimation de l.employeur|employer (?:est\.?|estimate).*|glassdoor est\.?.*|[()]",
    re.I,
)
"""Whole lines that say nothing of the posting itself."""

RATING = re.compile(r"[1-5](?:[.,]\d)?\s*(?:★+|⭐+|/\s*5.*|stars?|out of 5.*)?|[★⭐☆]+")
"""What others think of the company."""

EMPLOYMENT = re.compile(
    r"(?:full|part)[- ]?time|permanent|contract(?:or)?|freelance|temporary|internship|vollzeit"
    r"|teilzeit|festanstellung|befristet|unbefristet|praktikum|werkstudent\w*|temps (?:plein"
    r"|partiel)"
    r"|cdi|cdd|stage|alternance|tiempo completo|jornada completa|media jornada|tempo pieno"
    r"|part time"
    r"|voltijds?|deeltijds?|全职|兼职|实习|正社員|契約社員",
    re.I,
)

ALERT = re.compile(
    r"\bjobs?\b|\bvacanc|\bcareer|\bopening|\bposition|\brole|\bhiring|stellen|karriere|emploi"
    r"|offres?\b"
    r"|empleos?|ofertas?|vagas?\b|lavoro|vacature|praca|oferty|职位|招聘|求人|채용|вакан|recruit"
    r"|talent",
    re.I,
)
"""What a subject or sender of an alert says."""
