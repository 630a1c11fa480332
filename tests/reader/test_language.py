"""Telling the language: of short interviews, of neighbours that look alike, and against what is declared."""

import pytest

from reader.document import Paragraph
from reader.importers.language import detect_language, language_of

BEES = {
    "de": "Frage: Wie sind Sie zum Imkern gekommen? Antwort: Mein Großvater hatte drei Völker im "
    "Garten, und ich durfte schon als Kind helfen. Heute habe ich vierzig, aber reich wird man davon nicht.",
    "en": "Q: How did you come to keep bees? A: My grandfather had three hives in the garden, and I "
    "was allowed to help him as a child. Today I have forty, but nobody gets rich that way.",
    "es": "Pregunta: ¿Cómo empezó usted con las abejas? Respuesta: Mi abuelo tenía tres colmenas en "
    "el jardín y yo le ayudaba de niña. Hoy tengo cuarenta, pero con eso nadie se hace rico.",
    "fr": "Question : Comment êtes-vous venue à l'apiculture ? Réponse : Mon grand-père avait trois "
    "ruches au jardin et je l'aidais quand j'étais petite. Aujourd'hui j'en ai quarante.",
    "it": "Domanda: Come ha cominciato con le api? Risposta: Mio nonno aveva tre alveari in giardino "
    "e da bambina lo aiutavo. Oggi ne ho quaranta, ma nessuno diventa ricco così.",
    "pt": "Pergunta: Como começou a trabalhar com abelhas? Resposta: O meu avô tinha três colmeias "
    "no jardim e eu ajudava-o quando era criança. Hoje tenho quarenta, mas ninguém fica rico com isto.",
    "ca": "Pregunta: Com va començar amb les abelles? Resposta: El meu avi tenia tres ruscos al "
    "jardí i jo l'ajudava quan era petita. Avui en tinc quaranta, però amb això ningú no es fa ric.",
    "nl": "Vraag: Hoe bent u bij de bijen gekomen? Antwoord: Mijn grootvader had drie kasten in de "
    "tuin en ik mocht als kind al helpen. Nu heb ik er veertig, maar rijk word je er niet van.",
    "da": "Spørgsmål: Hvordan kom du i gang med bier? Svar: Min bedstefar havde tre bistader i "
    "haven, og jeg fik lov at hjælpe som barn. I dag har jeg fyrre, men man bliver ikke rig af det.",
    "no": "Spørsmål: Hvordan begynte du med bier? Svar: Bestefaren min hadde tre bikuber i hagen, og "
    "jeg fikk hjelpe til da jeg var liten. I dag har jeg førti, men rik blir man ikke av det.",
    "sv": "Fråga: Hur kom du in på biodling? Svar: Min farfar hade tre kupor i trädgården och jag "
    "fick hjälpa till redan som barn. Nu har jag fyrtio, men rik blir man inte av det.",
    "fi": "Kysymys: Miten aloitit mehiläisten hoidon? Vastaus: Isoisälläni oli kolme pesää "
    "puutarhassa, ja sain auttaa häntä jo lapsena. Nyt minulla on neljäkymmentä, mutta sillä ei rikastu.",
    "pl": "Pytanie: Jak zaczęła pani zajmować się pszczołami? Odpowiedź: Mój dziadek miał trzy ule w "
    "ogrodzie i już jako dziecko mogłam mu pomagać. Dziś mam czterdzieści, ale nikt się na tym nie wzbogaci.",
    "cs": "Otázka: Jak jste se dostala ke včelám? Odpověď: Můj dědeček měl na zahradě tři úly a já "
    "mu jako dítě směla pomáhat. Dnes jich mám čtyřicet, ale zbohatnout se na tom nedá.",
    "sk": "Otázka: Ako ste sa dostali k včelám? Odpoveď: Môj starý otec mal v záhrade tri úle a ja "
    "som mu už ako dieťa smela pomáhať. Dnes ich mám štyridsať, ale zbohatnúť sa na tom nedá.",
    "sl": "Vprašanje: Kako ste začeli s čebelami? Odgovor: Moj ded je imel na vrtu tri panje in že "
    "kot otrok sem mu lahko pomagala. Danes jih imam štirideset, vendar s tem nihče ne obogati.",
    "hr": "Pitanje: Kako ste počeli s pčelama? Odgovor: Moj djed je imao tri košnice u vrtu i već "
    "kao dijete smjela sam mu pomagati. Danas ih imam četrdeset, ali od toga se nitko ne obogati.",
    "hu": "Kérdés: Hogyan kezdett el méhekkel foglalkozni? Válasz: A nagyapámnak három kaptára volt "
    "a kertben, és már gyerekként segíthettem neki. Ma negyven van, de ebből senki sem gazdagszik meg.",
    "ro": "Întrebare: Cum ați ajuns la albine? Răspuns: Bunicul meu avea trei stupi în grădină și îl "
    "ajutam încă de mică. Astăzi am patruzeci, dar nimeni nu se îmbogățește din asta.",
    "tr": "Soru: Arıcılığa nasıl başladınız? Cevap: Dedemin bahçede üç kovanı vardı, çocukken ona "
    "yardım ederdim. Bugün kırk kovanım var ama bununla kimse zengin olmaz.",
    "ru": "Вопрос: Как вы пришли к пчёлам? Ответ: У моего деда в саду стояли три улья, и я с детства "
    "ему помогала. Сейчас их сорок, но разбогатеть на этом нельзя.",
    "uk": "Питання: Як ви прийшли до бджіл? Відповідь: У мого діда в саду стояли три вулики, і я "
    "змалку йому допомагала. Зараз їх сорок, але збагатитися на цьому не можна.",
    "bg": "Въпрос: Как стигнахте до пчелите? Отговор: Дядо ми имаше три кошера в градината и аз му "
    "помагах още като дете. Днес имам четиридесет, но никой не забогатява от това.",
    "sr": "Питање: Како сте почели са пчелама? Одговор: Мој деда је имао три кошнице у башти и већ "
    "као дете сам му помагала. Данас их имам четрдесет, али од тога се нико не обогати.",
    "el": "Ερώτηση: Πώς ξεκινήσατε με τις μέλισσες; Απάντηση: Ο παππούς μου είχε τρεις κυψέλες στον "
    "κήπο και τον βοηθούσα από παιδί. Σήμερα έχω σαράντα, αλλά κανείς δεν πλουτίζει έτσι.",
    "he": "שאלה: איך הגעת לגידול דבורים? תשובה: לסבא שלי היו שלוש כוורות בגינה, וכבר בתור ילדה עזרתי "
    "לו. היום יש לי ארבעים, אבל אף אחד לא מתעשר מזה.",
    "ar": "سؤال: كيف بدأت تربية النحل؟ جواب: كان لجدي ثلاث خلايا في الحديقة وكنت أساعده وأنا طفلة. "
    "اليوم عندي أربعون خلية، لكن لا أحد يصبح غنيا من ذلك.",
    "fa": "پرسش: چطور با زنبورداری آشنا شدید؟ پاسخ: پدربزرگم سه کندو در باغ داشت و من از کودکی کمکش "
    "می‌کردم. امروز چهل کندو دارم، اما کسی از این راه پولدار نمی‌شود.",
    "ja": "質問：どうして養蜂を始めたのですか。答え：祖父が庭に巣箱を三つ持っていて、今も手伝います。",
    "ko": "질문: 어떻게 양봉을 시작하셨나요? 답: 할아버지가 마당에 벌통 세 개를 두셨고 저는 도와 드렸어요.",
    "zh": "问：您是怎么开始养蜂的？答：我爷爷在院子里有三个蜂箱，我小时候就帮他。现在我有四十个。",
}


@pytest.mark.parametrize("language", BEES)
def test_a_short_interview_is_enough(language):
    assert detect_language(BEES[language]) == language


@pytest.mark.parametrize(
    "text", ["", "xyz 123", "Ann Bo", "Ann Bo: Why?\nBen Ko: So.", "00:01.000", "::::", "AAAA " * 50]
)
def test_what_does_not_tell_is_left_open(text):
    assert detect_language(text) == ""


@pytest.mark.parametrize(
    ("written", "declared", "language"),
    [
        ("de", "de-AT", "de-AT"),
        ("pt", "pt_BR", "pt-BR"),
        ("no", "nb", "nb"),
        ("hr", "bs", "bs"),
        ("de", "en-US", "de"),
        ("he", "en", "he"),
        ("de", "", "de"),
    ],
)
def test_what_is_declared_counts_unless_the_text_is_plainly_in_another_language(written, declared, language):
    assert language_of([Paragraph(BEES[written])], declared) == language


def test_a_text_too_short_to_tell_is_what_it_says_it_is():
    assert language_of([Paragraph("Ann Bo: Ja.")], "sv") == "sv"
