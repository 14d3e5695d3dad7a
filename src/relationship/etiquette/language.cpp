#include "relationship/etiquette/language.hpp"

#include "core/text.hpp"

#include <cld2/public/compact_lang_det.h>
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace kith::relationship {
namespace {

std::unordered_set<std::string_view> words_of(std::string_view list) {
    auto parts = split(list, ' ');
    return {parts.begin(), parts.end()};
}

// Words by which a short English message is known. None of them is a frequent word of another language in Latin
// letters.
const std::unordered_set<std::string_view>& english_words() {
    static const auto words = words_of(
        "you the of that and it are for like have on my know how was this but your not with there at he they if what i'm about "
        "good just we think can hello as when or get up will hey would love watch much time has see got too come by yeah going "
        "it's go then don't its day who song still she really well them some ask great his more any call had people game back "
        "that's her make been also very today ever want home sure nice even need because were new here could right many why take "
        "should over never him our where first team same after wonder hope i'll didn't doing years cool other night happy guess "
        "work play interesting say music morning year last enjoy before thanks actually than tell send wow world us those sorry "
        "please hard big best thing watching minutes hear which though read i've made give does can't off week something most "
        "every always you're thought pretty life wat keep free pls makes down again follow said old already into around since "
        "later better must long help find feel being tonight how's favorite crazy care tomorrow thats seen meet look funny use "
        "soccer school let left few believe two things phone name miss line anything seems party done bit soon remember awesome "
        "true sleep probably won text talk saw place man little leave job book another american agree yet once number late high "
        "having games bad women try room next may both what's wait used there's stop start i'd friend career stuff someone put "
        "top mind live either check wish real pick mean finish told listen gonna fine class called wanted wanna thank season "
        "looking kind happen different buy working ready pay message house green enough end birthday between weekend times show "
        "rule reach playing girl eat coming against started guy everything ball anyway amazing almost vote problem own nothing "
        "lunch head fun afternoon took style smile reading pink else away without waiting through story songs sad red half full "
        "early hurt huge goes friends everyone dinner able yours thinking sweet seeing reply making hour haven't found fast far "
        "ago win until important town they're she's wouldn't wants such plan paid open looks knows hours heart fact face deal "
        "dance chance boy beautiful alright write test taking speak often learn hit hair glad especially each course character "
        "change behind yesterday wrong words word watched wasn't sometimes smart shop seem says point ones mail kiss definitely "
        "anymore girls boys guys everybody anybody anyone somebody subscribe channel check click link bio video videos share "
        "retweet share shares join us visit website store shopping sale available appointment book booking order city summer "
        "winter spring fall sunday monday tuesday wednesday thursday friday saturday january february march june july august "
        "september october november december family father mother sister brother mom dad daughter son baby dog birthday "
        "christmas thanksgiving halloween year's lovely thankful blessed throwback excited ready finally another whole "
        "followers following comment like likes add me my is lol omg wtf y'all ain't gonna gotta lemme im dont cant wont ur u "
        "makeup photo photos shoot studio beach lake park street downtown hollywood california beer coffee pizza food cake "
        "workout fitness yoga training sunset weather rain snow trip travel tour concert festival giveaway discount off "
        "welcome home view views lights night's tonight's it'll you'll we'll they'll that'll who's where's here's let's isn't "
        "aren't doesn't couldn't shouldn't won't hasn't hadn't weren't we've we're they've you've he's youtube suscribe "
        "please plz thx thankyou congrats congratulations happy anniversary special event tickets doors music "
        "album track single new release released");
    return words;
}

// Frequent short words of other languages that are no English words.
const std::unordered_set<std::string_view>& foreign_words() {
    static const auto words = words_of(
        // German, Dutch, Scandinavian
        "der das und ich nicht ist ein eine einen mit für auf dem den sich auch nach wie sind wir ihr aber oder wenn bei noch nur "
        "schon mein dein heute morgen danke bitte het een niet van dat voor zijn naar ook maar wel deze jij ik en och att det "
        "som på är inte jag har till av ikke jeg og til meg deg hva kan være vi når "
        // French, Spanish, Portuguese, Italian, Romanian, Catalan
        "le les des du est et pas pour une dans que qui sur avec je tu nous vous ce cette c'est j'ai mon ton mes merci bonjour el "
        "los las por para con una como más pero muy está este esta todo todos gracias hola buenos días mi su al lo se te nos yo "
        "quiero hoy não uma mais você muito obrigado obrigada bom dia meu minha seu isso ele ela são foi ao il di che non è per "
        "sono anche della del nel alla ciao grazie questo questa gli și în este pentru cu ce să nu am "
        // Polish, Czech, Croatian, Turkish, Finnish, Hungarian, Indonesian, Tagalog, Hindi in Latin letters
        "nie się jest na że jak dla ale czy tak jej dziękuję je že není ale také jsem nije što kako bir ve bu için çok ben sen "
        "değil ne var mi ja ei se että on mutta hän minä nagyon egy nem és hogy ez yang dan untuk dengan tidak ini itu saya "
        "kamu aku ang ng sa mga ko ay hindi hai nahi kya aap mein ke ki ka bhai");
    return words;
}

// Words of both lists speak for neither.
bool is_english(std::string_view word) { return english_words().contains(word) && !foreign_words().contains(word); }
bool is_foreign(std::string_view word) { return foreign_words().contains(word) && !english_words().contains(word); }

struct Counts {
    std::size_t words = 0;
    std::size_t english = 0;
    std::size_t foreign = 0;
    std::size_t letters = 0;
    std::size_t latin = 0;
    std::string text; // the words alone
};

constexpr bool is_latin(char32_t c) { return c < 0x250 || (c >= 0x1E00 && c < 0x1F00) || (c >= 0x300 && c < 0x370); }

Counts count_words(std::span<const Token> tokens) {
    Counts counts;
    for (const Token& token : tokens) {
        if (token.kind != TokenKind::word && token.kind != TokenKind::hashtag) continue;
        std::size_t letters = 0;
        std::size_t latin = 0;
        for (std::size_t at = 0; at < token.form.size();) {
            ++letters;
            latin += is_latin(next_code_point(token.form, at));
        }
        counts.letters += letters;
        counts.latin += latin;
        if (token.kind == TokenKind::hashtag) continue;
        ++counts.words;
        counts.english += is_english(token.form);
        counts.foreign += is_foreign(token.form);
        counts.text += token.form;
        counts.text += ' ';
    }
    return counts;
}

std::string name_of(CLD2::Language language) {
    std::string name = to_lower_ascii(CLD2::LanguageName(language));
    for (std::size_t i = 0; i < name.size(); ++i)
        if ((i == 0 || name[i - 1] == ' ' || name[i - 1] == '_') && name[i] >= 'a' && name[i] <= 'z')
            name[i] = static_cast<char>(name[i] - 32);
    return replace_all(std::move(name), "_", " ");
}

LanguageVerdict not_judged(std::string reason) { return {.judged = false, .reason = std::move(reason)}; }

} // namespace

LanguageVerdict check_language(std::span<const Token> tokens) {
    Counts counts = count_words(tokens);
    if (counts.letters == 0) return {};
    double english = counts.words == 0 ? 0 : static_cast<double>(counts.english) / static_cast<double>(counts.words);
    if (counts.words >= 4 && english >= 0.5 && counts.foreign * 10 <= counts.english)
        return {}; // plain; saves the detector's time
    bool reliable = false;
    CLD2::Language language =
        CLD2::DetectLanguage(counts.text.data(), static_cast<int>(counts.text.size()), true, &reliable);
    bool other = language != CLD2::ENGLISH && language != CLD2::UNKNOWN_LANGUAGE;
    if (counts.latin * 2 < counts.letters)
        return not_judged(reliable && other ? fmt::format("written in {}; only English is judged", name_of(language))
                                            : "not written in English");
    if (counts.words == 0) return {};
    if (reliable && other && !(english >= 0.45 && counts.english > 2 * counts.foreign))
        return not_judged(fmt::format("written in {}; only English is judged", name_of(language)));
    if (counts.foreign > counts.english) return not_judged("the language is not clear; only English is judged");
    if (reliable && language == CLD2::ENGLISH) return {};
    bool known = counts.words <= 3 ? counts.english > 0 || counts.words == 1 : english >= 0.2;
    return known ? LanguageVerdict{} : not_judged("the language is not clear; only English is judged");
}

} // namespace kith::relationship
