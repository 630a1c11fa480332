"""How texts in many languages word what is no speech, and labels that name nobody.

Only data. Patterns are meant for `match` or `fullmatch` on a paragraph without blanks around it.
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str, after: str = "") -> re.Pattern[str]:
    """Any of the phrases, one a line or separated by commas, then `after`."""
    phrases = [phrase.strip() for phrase in re.split(r",\s|\n", text) if phrase.strip(" ,")]
    return re.compile(f"(?:{'|'.join(phrase.rstrip(',') for phrase in phrases)}){after}", re.IGNORECASE)


# These open paragraphs as names do, and name nobody.
NO_NAMES = _words("""
    werbepause
    achtung addendum address adresse agenda also anmerkung anm attention author autor background
    beispiel bild break but caution category con conclusion cons contact contra correction credit date datum
    disclaimer download edit editing email e-mail example fazit fax file foto further hinweis image
    important info information intro introduction kategorie keywords link links location music musik
    nachtrag nachteile nb nota notabene note notes notice ort p.s pause phone photo picture place pro pros ps
    quelle quellen reminder result results rule see seite sidenote siehe source sources spoiler status
    step subject summary tags tel telefon text thema time tip tipp title titel topic transcript
    transkript translation update updates url version via video vorteile warning warnung website wichtig
    zusammenfassung desventajas ejemplo esempio exemple exemplo fonte fuente kaynak not opomba
    poznámka remarque resumen résumé uwaga ventajas vir zdroj örnek źródło важно внимание источник
    минусы плюсы пример примечание ملاحظة ملحوظة مصدر תמונה הערה מקור 注 注意 备注 主题 位置 时间 来源
    日期 地点 标题 作者 编辑 結論 注釈 出典 写真 日時 場所 참고 주의 출처 사진 날짜 장소
""")
# In lower case in a name, and yet a part of it.
PARTICLES = _words("""
    a abu af al an and av ben bin bint da dal das de degli dei del della den der des di do dos du e el en et
    het ibn la las le los of op 's 't ten ter the till und van vom von vd y z zu zum zur
""")
# These stand before a name and are no part of it: "Mr Blum" may be "Ida Blum".
TITLES = _words("""
    mr mrs ms miss mx dr prof professor hon sir dame lord lady rev father sister brother pastor rabbi judge
    president senator minister herr frau hr fr señor señora señorita sr sra srta don doña senhor senhora
    dom dona monsieur madame mademoiselle m mme mlle signor signora sig dott dottor dottoressa
    meneer mevrouw dhr mevr pan pani paní bay bayan sayın gospod gospa господин госпожа пан пані
    מר גברת ד״ר פרופ׳
""")
# A label that ends so says who said something in a sentence: "他说：…".
SAYING = ("说", "說", "道", "表示", "称", "問", "问")
# Who has such a part may speak only once and be named nowhere else.
PARTS_IN_TALK = _words("""
    announcer attendee audience crowd host interviewee interviewer interviewerin listener moderation moderator
    moderatorin narrator operator participant publikum reporter speaker unknown viewer zuhörer zuhörerin
    zuschauer zuschauerin apresentador apresentadora entrevistador entrevistadora moderador moderadora plateia
    público intervieweur présentateur présentatrice public intervistatore intervistatrice pubblico
    divák diváci moderátor moderátorka redaktor publiczność prowadzący izleyici moderatör sunucu seyirci
    ведущий ведущая зал קהל מנחה מראיין מראיינת
""")
# With one of these words a label may go on in lower case: "Member of the audience".
AUDIENCE = _words("""
    audience audiencia público publikum auditorium plateia pubblico publiczności publika seyirci izleyici зала
""")

# What those are called whom a document does not name: who asks and who answers, by language.
UNNAMED = {
    "ar": ("سؤال", "جواب"), "cs": ("Otázka", "Odpověď"), "da": ("Spørgsmål", "Svar"),
    "de": ("Frage", "Antwort"), "el": ("Ερώτηση", "Απάντηση"), "en": ("Question", "Answer"),
    "es": ("Pregunta", "Respuesta"), "fi": ("Kysymys", "Vastaus"), "fr": ("Question", "Réponse"),
    "he": ("שאלה", "תשובה"), "hr": ("Pitanje", "Odgovor"), "hu": ("Kérdés", "Válasz"),
    "it": ("Domanda", "Risposta"), "ja": ("質問", "回答"), "ko": ("질문", "답변"),
    "nl": ("Vraag", "Antwoord"), "no": ("Spørsmål", "Svar"), "pl": ("Pytanie", "Odpowiedź"),
    "pt": ("Pergunta", "Resposta"), "ro": ("Întrebare", "Răspuns"), "ru": ("Вопрос", "Ответ"),
    "sk": ("Otázka", "Odpoveď"), "sl": ("Vprašanje", "Odgovor"), "sr": ("Питање", "Одговор"),
    "sv": ("Fråga", "Svar"), "tr": ("Soru", "Yanıt"), "uk": ("Питання", "Відповідь"),
    "zh": ("问", "答"),
}  # fmt: skip
ASKING_NAMES = frozenset(asks.casefold() for asks, _answers in UNNAMED.values()) | _words("""
    host interviewer interviewerin moderator moderatorin q redaktion redaktor reporter reportér repórter
    apresentador apresentadora entrevistador entrevistadora moderador moderadora intervieweur intervieweuse
    intervistatore intervistatrice moderátor moderátorka muhabir sunucu ведущий ведущая корреспондент
    记者 問 المحاور מראיין מראיינת מנחה ש
""")
ANSWERING_NAMES = frozenset(answers.casefold() for _asks, answers in UNNAMED.values()) | _words("""
    a gast guest interviewee convidado convidada entrevistado entrevistada invitado invitada invité invitée
    cevap konuk 被采访者 מרואיין מרואיינת ת
""")
# Numbered, these open questions: "Frage 3: …".
QUESTION_WORDS = frozenset(asks.casefold() for asks, _answers in UNNAMED.values())
# Words that speak to the one who is asked.
ADDRESS = re.compile(
    # No word that another language has for something else, as German has "er" and French "je".
    r"\b(?:Sie|Ihnen|Ihre?[mnrs]?|Euch|Eue?re?[mnrs]?|Lei|Vi|Vas|Vam|Vaš\w{0,3}"
    r"|(?i:you|your|yours|yourself|euch|eue?re?[mnrs]?|du|dich|dir|deine?[mnrs]?|vous|votre|vos|tu"
    r"|usted(?:es)?|vosotr[oa]s|você|vocês|o senhor|a senhora|jij|jullie|jouw|вы|вас|вам|вами|ваш\w{0,3}"
    r"|ты|тебя|тебе|твой|твоя|ви|твій|vás|vám|vámi|váš\w{0,3}|jste|byste|pan[au]|panem|pani[ąe]?|pańs\w{1,5}"
    r"|siz(?:in|i|den|de|ler\w{0,4})?|senin|seni|sana|\w{2,20}[sd]?[ıiuü]n[ıiuü]z(?:[mn]?[ıiuü]|d[ae]n?)?"
    r"|أنت|أنتم|אתה|אתם|לך|שלך|אותך|לכם|שלכם))\b|您|你|あなた|さん|님|당신|십니까|세요"
)
# A text that calls itself so is a conversation.
CONVERSATION = re.compile(
    r"interview|gespräch|\bim talk\b|talk mit|\bfragen an\b|nachgefragt|\bq\s?&\s?a\b|conversation"
    r"|\btalks? (?:to|with)\b"
    r"|entretien|entrevist|entrevue|intervist|conversación|conversa|colloquio|rozmow|wywiad|rozhovor|razgovor"
    r"|pogovor|intervju|röportaj|söyleşi|интервью|разговор|беседа|розмова|مقابلة|حوار|ראיון|ריאיון|שיחה"
    r"|采访|採訪|专访|專訪|对话|對話|访谈|インタビュー|対談|に[聞訊]く|인터뷰|대담",
    re.IGNORECASE,
)
# With these words one ends a conversation and asks nothing.
THANKS = re.compile(
    r"\b(?:danke|dank|bedanken|thanks?|merci|gracias|grazie|obrigad[oa]|bedankt|спасибо|благодар\w{0,5}|hvala|děkuj\w{0,4}"
    r"|dziękuj\w{0,4}|teşekkür\w{0,6}|شكرا|תודה)\b|谢谢|謝謝|ありがとう|감사",
    re.IGNORECASE,
)

NOTE_OPENS = _phrases(
    r"""
    hinweis, anmerkung, anm\., red\., note, editor[’']?s note, ed\. note, ed(?:itor)?\.?:
    n\.\s?d\.\s?[rtl], ndl?r, nota, n\.\s?del\s?[et], remarque, noot, opomba, op\.\s?[pu]r, poznámka
    pozn\., uwaga, przyp\., примечание, прим\., ملاحظة, הערת, 注, 编者注, 編者註, 訳注, 編注, 編集部注
    역주, 편집자
    """
)
RELATED = _phrases(
    """
    siehe auch, lesen sie (?:auch|hier|dazu), lies auch, auch lesen, auch interessant
    mehr zum thema, mehr dazu, lesetipp, mehr aus, verwandte (?:themen|artikel), weitere informationen
    (?:das|dies) (?:thema )?könnte (?:dich|sie|euch) auch interessieren, you (?:might|may) also (?:like|enjoy)
    cela (?:pourrait|peut) vous intéresser, te puede interesar, ti potrebbe interessare, pode interessar
    mohlo by vás zajímat, ilginizi çekebilir, אולי יעניין אותך, вам может быть интересно
    see also, read also, also read, read more, read next, related, more on this, you may also like
    voir aussi, lire aussi, [àa] lire aussi, véase también, lea también, lee también, veja também
    leia também, leggi anche, vedi anche, lees ook, zie ook, læs også, läs också, les også
    preberite tudi, glejte tudi, čtěte také, viz také, czytaj także, zobacz też, ayrıca bakınız
    bunu da okuyun, читайте также, смотрите также, читайте також, اقرأ أيضا, انظر أيضا, ראו גם, קראו גם
    関連記事, あわせて読みたい, 相关阅读, 延伸阅读, 관련 ?기사, 함께 보기
    """,
    after=r"(?P<gap>\s{0,9}[:：»>→]|\s{2}|\s|$)",
)
READING_LIST = _phrases(
    """
    weiterführende (?:literatur|links|informationen), weiterlesen, literatur, zum weiterlesen
    further reading, more information, recommended reading, references, pour aller plus loin
    para saber m[áa]is, per approfondire, дополнительная литература
    """,
    after=r"(?:\s{0,3}[:：]|$)",
)
ADVERTISEMENT = _phrases(
    """
    anzeige, werbung, advertisement, publicité, publicidade?, pubblicità, advertentie, reklama, oglas
    reklam, реклама, 広告, 广告, 광고, إعلان, פרסומת
    """
)
BREAK = _phrases(
    """
    (?:intro|outro|music)(?=[:\\s\\[(]+\\d), break, music break, commercial break, ad break, pause
    werbepause, musikpause, pausa, pause publicitaire
    """,
    after=r"\s{0,3}[:：]?\s{0,3}(?:[\[(]?\d[\d:.]{2,11}[\])]?)?$",
)
SHARE = _phrases(
    """
    (?:artikel |beitrag )?teilen, share(?: this(?: article| post)?)?, tweet, tweeten, twittern, drucken
    print, partager, compartir, compartilhar, condividi, delen, поделиться, 分享, シェア
    """,
    after="[:：]?",
)
COMMENT_FORM = _phrases(
    """
    kommentieren sie (?:den|diesen) (?:artikel|beitrag)
    (?:schreiben?|hinterlassen?) (?:sie )?einen kommentar
    bitte geben sie (?:hier )?ihren (?:kommentar|namen) ein, antwort abbrechen
    kommentar abs(?:enden|chicken), (?:ihre|deine) e-mail-adresse wird nicht veröffentlicht
    sie haben eine falsche e-mail-adresse, leave a (?:reply|comment), post a comment, add a comment
    cancel reply, please enter your (?:comment|name), your email address will not be published
    you have entered an incorrect email, save my name, laisser un commentaire
    deja un(?:a respuesta| comentario), deixe um comentário, lascia un commento, оставить комментарий
    コメントを残す, 发表评论
    """
)
# Where a recording is interrupted: "Break: [55:30]".
MEDIA = _phrases(
    """
    (?:youtube|vimeo|facebook|instagram|tiktok|embedded|eingebettetes)[ -]?(?:video|player|post)?, video
    audio, podcast, bildergalerie, fotostrecke, galerie, gallery
    """
)
CREDIT = _phrases(
    """
    (?:titel|beitrags|aufmacher|cover)?(?:bild|foto)s?(?:nachweis|quelle|rechte)?, bildrechte, copyright
    quelle, transkript, transkription, redaktion, übersetzung, interview
    (?:image|photo|picture|cover)s?(?: credits?| source| by| courtesy of)?, credits?, source
    transcript(?:ion)?, translation, photographs?, crédits?(?: photo)?, photos?, fotos?, fuente, fonte
    traducción, traduction, tradução, imagem, crédito, fot\\., fotografie, zdjęci[ea], fotoğraf(?:lar)?
    фото, перевод, джерело, источник, צילום, תמונה, קרדיט, תרגום, تصوير, الصورة, ترجمة, المصدر
    写真, 撮影, 画像, 図, 出典, 来源, 图片来源, 摄影, 图, 사진, 출처
    """,
    after=r"\s{0,3}(?:[:：©]|\(c\))",
)
READING_TIME = _phrases(
    r"""
    (?:lesezeit|lesedauer|reading time|temps de lecture|tiempo de lectura|tempo di lettura|tempo de leitura
    leestijd|czas czytania|время чтения|čas branja|doba čtení|okuma süresi).{1,30}
    \d{1,3} ?[-–]?(?:min\.?|minutes?|minuten) ?(?:read|lesezeit|de lecture|de lectura|di lettura|de leitura)
    """
)
# Editors say so below the text how the conversation came about.
CLOSING = _phrases(
    r"""
    (?:das|dieses) (?:interview|gespräch) (?:wurde|ist|erschien|entstand|fand), die fragen stellten?\b
    (?:das|dieses) (?:interview|gespräch) führten?\b, (?:interview|gespräch) geführt von
    this (?:interview|conversation|transcript) (?:was|has been|is), (?:the )?interview (?:was )?conducted by
    interviewed by, (?:cet entretien|cette interview|cet interview) (?:a|est), propos recueillis
    (?:esta|la) entrevista (?:fue|ha sido|se), (?:esta|a) entrevista foi, (?:questa|l[’']) ?intervista è
    интервью (?:провел|провёл|взял|записа), беседовал, (?:rozmawiał|rozmowę przeprowadzi), rozhovor vedl
    (?:intervju je|pogovor je) , röportaj:
    """
)
# What a site asks of those who have read to the end.
PROMOTION = re.compile(
    r"newsletter|\babonnier\w{0,4}|\bsubscri(?:be|ption)|\babonne[zr]|suscr[ií]b|iscriviti|подпи(?:ш|с)|odběr"
    r"|\bspende[nt]?\b|\bdonat|\bfaire un don\b|\bdona[rz]?\b|paypal|\biban\b|patreon|\bsteady\b"
    r"|instagram|facebook|twitter|telegram|whatsapp|youtube|\bfolg(?:t|e|en sie) uns\b|follow us|suivez"
    r"|s[ií]guenos|seguici|siga-nos|\bapps?\b|app store|google play|\bdownload\b|\bshop\b"
    r"|unterstütz|\bsupport|soutene[zr]|apoya|sostien|sign up|join us|jetzt (?:lesen|testen|bestellen)"
    r"|meld(?:e|en) .{0,20}\ban\b",
    re.IGNORECASE,
)
SPONSOR = _phrases(
    r"""
    diese[rs] (?:artikel|beitrag|text|gespräch), this (?:article|post|story|text), cet article
    este (?:artículo|artigo), questo articolo
    """,
    after=r"\b.{0,60}?\b(?:gesponsert|sponsored|sponsorisé|patrocinado|sponsorizzato|unterstützt|supported)\b",
)
ORIGIN = _phrases(
    """
    ©, \\(c\\), (?:first|originally) published, originally appeared, zuerst erschienen
    erschienen (?:in|am|bei), posted by, transcribed by, transcript by, transkribiert von
    (?:image|photo) (?:via|courtesy), (?:ein|das) (?:interview|gespräch) (?:von|mit) .{2,40} (?:von|mit)\\b
    das bildmaterial, (?:alle )?(?:bilder|fotos|grafiken): , wir danken (?:de[mnr]|herrn|frau) .{0,40}\\bfür
    all (?:images|photos), an interview (?:by|with) .{2,40} (?:by|with)\\b
    """
)
