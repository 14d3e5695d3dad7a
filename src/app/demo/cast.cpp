#include "app/demo/cast.hpp"

#include <array>

namespace kith::app::demo {
namespace {

using enum Manner;

constexpr std::array<std::string_view, 6> gardening_posts{
    "The first tomatoes are out. They look like marbles and I am unreasonably proud.",
    "Moved the compost heap behind the shed. The robin moved in within the hour.",
    "Frost took the dahlias last night. The garlic did not even notice.",
    "Planted forty tulip bulbs, then found a bag with forty more.",
    "The neighbour's quince tree leans over our fence. We have an agreement now: they prune, we make jelly.",
    "Rain at last. I stood at the window and listened to the beans grow."};
constexpr std::array<std::string_view, 3> gardening_questions{
    "What do you grow in a place that gets three hours of sun?",
    "Has anybody kept rosemary alive through a wet winter? How?",
    "Which potato would you plant if you had room for one row?"};

constexpr std::array<std::string_view, 6> books_posts{
    "Finished a novel in which nothing happens and I miss everybody in it.",
    "The second-hand shop by the station had a whole shelf of travel writing from the fifties.",
    "Our reading circle chose a book of 900 pages. See you in spring.",
    "I read the last chapter on the tram and rode two stops too far.",
    "Re-reading something you loved at sixteen is like visiting a flat you used to live in.",
    "Library card renewed. Best deal in town, every year."};
constexpr std::array<std::string_view, 3> books_questions{"Which book did you give away most often?",
                                                          "What should I read to understand how rivers were tamed?",
                                                          "Do you finish books you don't enjoy? What decides it?"};

constexpr std::array<std::string_view, 6> woodworking_posts{
    "Cut my first dovetails by hand. They hold, if nobody looks.",
    "A drawer that runs smoothly is a small daily kindness.",
    "Sharpened every chisel in the shop. Cut myself on the last one, lightly.",
    "Built a bench for the school yard out of larch. The children tested it at once, all of them.",
    "The plank I had been saving for years has become a shelf. It was time.",
    "Glue-up day: no calls, no coffee, all clamps."};
constexpr std::array<std::string_view, 3> woodworking_questions{
    "What finish do you use on a table that children paint on?",
    "Is there a hand plane for beginners you would buy again?", "How do you store offcuts without keeping everything?"};

constexpr std::array<std::string_view, 6> data_posts{
    "Spent the morning finding out that two teams count 'a week' differently.",
    "A plain line chart settled a discussion of four months today.",
    "We deleted a dashboard and nobody asked. That was the point.",
    "Documented a table that had scared people for years. It has eleven columns and a story.",
    "Pair-cleaned a spreadsheet with a colleague from accounting. We both learned something.",
    "The nightly job is down from two hours to six minutes. It was an index, as ever."};
constexpr std::array<std::string_view, 3> data_questions{
    "How do you explain uncertainty to people who want one number?",
    "What do you read to keep up with statistics without drowning?",
    "Who has moved a small team from spreadsheets to something else, and regretted it?"};

constexpr std::array<std::string_view, 6> cycling_posts{
    "Rode along the canal before work. Herons: four. People: one.",
    "New chain, new sound. Which is: none.",
    "Carried a bookshelf home on the cargo bike. Applause from a stranger.",
    "Headwind both ways. How is that allowed?",
    "The mountain is still there. I walked the last part and looked at the view.",
    "Our Saturday ride had nine people and one puncture. Perfect numbers."};
constexpr std::array<std::string_view, 3> cycling_questions{"What rain trousers do you trust?",
                                                            "Which small town is worth a weekend by train and bicycle?",
                                                            "How do you carry a cake?"};

constexpr std::array<std::string_view, 6> cooking_posts{
    "Made bread from the flour of the mill down the road. It tastes like the road.",
    "Three kinds of dumplings, one kitchen, eleven people.",
    "Burnt the onions on purpose this time.",
    "Learned to make my grandmother's noodle soup from a voice message.",
    "Pickled the last cucumbers. The house smells of dill and summer.",
    "Soup for two became soup for six. Nobody left hungry."};
constexpr std::array<std::string_view, 3> cooking_questions{"What do you cook when somebody has had a hard day?",
                                                            "How do you keep herbs fresh for more than two days?",
                                                            "Which dish took you longest to get right?"};

constexpr std::array<std::string_view, 6> music_posts{
    "Choir practice: we sounded like one voice for almost eight bars.",
    "Restrung the old guitar. It forgave me.",
    "Played in the stairwell, because of the echo. A door opened, then another.",
    "Transcribed a song by ear that I have loved for twenty years and got the bridge wrong for twenty years.",
    "The youth orchestra needed chairs. Now it has chairs.",
    "First concert since the baby. I cried at the tuning."};
constexpr std::array<std::string_view, 3> music_questions{"What do you practise when you only have ten minutes?",
                                                          "Who teaches adults the cello without laughing?",
                                                          "Which recording made you want to play?"};

constexpr std::array<std::string_view, 6> teaching_posts{
    "A pupil explained fractions to me with train timetables. I am keeping it.",
    "We read the letters the class wrote to themselves a year ago. Long silence, then laughter.",
    "Marked the last essay at the kitchen table with cold tea.",
    "Parents' evening: the shy one's father is shyer.",
    "Somebody asked 'why is that allowed?' and the lesson went elsewhere, better.",
    "School garden, second year: we have a pumpkin. One. We all visit it."};
constexpr std::array<std::string_view, 3> teaching_questions{
    "How do you give feedback that is read to the end?", "What is a good first lesson on telling facts from opinions?",
    "Do you still use paper? For what?"};

constexpr std::array<Topic, 8> all_topics{Topic{"gardening", gardening_posts, gardening_questions},
                                          Topic{"books", books_posts, books_questions},
                                          Topic{"woodworking", woodworking_posts, woodworking_questions},
                                          Topic{"data", data_posts, data_questions},
                                          Topic{"cycling", cycling_posts, cycling_questions},
                                          Topic{"cooking", cooking_posts, cooking_questions},
                                          Topic{"music", music_posts, music_questions},
                                          Topic{"teaching", teaching_posts, teaching_questions}};

constexpr std::array<Person, 57> all_people{
    Person{"maya", "Maya Lindqvist", "Host of this place. Garden, soup, long walks. #gardening #cooking",
           "I started this for people who ask back.", listener, 0},
    Person{"jonas", "Jonas Weber", "Carpenter in the old harbour. #woodworking", "To talk with people who make things.",
           listener, 2},
    Person{"amara", "Amara Okafor", "Data analyst who likes plain charts. #data #books",
           "Looking for honest conversations about work.", listener, 3},
    Person{"tomasz", "Tomasz Nowak", "Teaches maths and history. Rides to school. #teaching #cycling",
           "Colleagues in other towns.", talker, 7},
    Person{"lucia", "Lucia Ferri", "Sings alto, bakes bread. #music #cooking", "My choir is here, and half the street.",
           talker, 6},
    Person{"hana", "Hana Sato", "Translator. Reads on trams. #books", "Words, and the people behind them.", listener,
           1},
    Person{"samuel", "Samuel Adeyemi", "Bicycle repair café on Saturdays. #cycling",
           "Somebody here always knows the missing part.", talker, 4},
    Person{"greta", "Greta Holm", "Retired nurse, active gardener. #gardening", "My granddaughter set it up. I stayed.",
           listener, 0},
    Person{"ivan", "Ivan Petrov", "Cook. Opinions on dumplings. #cooking", "Recipes with stories.", talker, 5},
    Person{"noor", "Noor Haddad", "Cello, late. #music", "To find people to play with.", listener, 6},
    Person{"clara", "Clara Berg", "Mostly #gardening, and whatever the day brings.", "Neighbours, old and new.",
           listener, 0},
    Person{"mateo", "Mateo Silva", "Works with people, relaxes with #books.", "A calmer place to talk.", talker, 1},
    Person{"aiko", "Aiko Mori", "Curious about #woodworking. Says hello first.", "Somebody I trust is here.", talker,
           2},
    Person{"felix", "Felix Brandt", "Mostly #data, and whatever the day brings.", "Neighbours, old and new.", listener,
           3},
    Person{"zeynep", "Zeynep Kaya", "Works with people, relaxes with #cycling.", "A calmer place to talk.", quiet, 4},
    Person{"oskar", "Oskar Lund", "Curious about #cooking. Says hello first.", "Somebody I trust is here.", talker, 5},
    Person{"leila", "Leila Rahimi", "Mostly #music, and whatever the day brings.", "Neighbours, old and new.", listener,
           6},
    Person{"bruno", "Bruno Conti", "Works with people, relaxes with #teaching.", "A calmer place to talk.", talker, 7},
    Person{"ines", "Ines Duarte", "Curious about #gardening. Says hello first.", "Somebody I trust is here.", quiet, 0},
    Person{"david", "David Stein", "Mostly #books, and whatever the day brings.", "Neighbours, old and new.", listener,
           1},
    Person{"freya", "Freya Olsen", "Works with people, relaxes with #woodworking.", "A calmer place to talk.", talker,
           2},
    Person{"kofi", "Kofi Mensah", "Curious about #data. Says hello first.", "Somebody I trust is here.", listener, 3},
    Person{"marta", "Marta Kowalski", "Mostly #cycling, and whatever the day brings.", "Neighbours, old and new.",
           listener, 4},
    Person{"pavel", "Pavel Novak", "Works with people, relaxes with #cooking.", "A calmer place to talk.", talker, 5},
    Person{"rosa", "Rosa Vidal", "Curious about #music. Says hello first.", "Somebody I trust is here.", talker, 6},
    Person{"timo", "Timo Koch", "Mostly #teaching, and whatever the day brings.", "Neighbours, old and new.", listener,
           7},
    Person{"yusuf", "Yusuf Demir", "Works with people, relaxes with #gardening.", "A calmer place to talk.", quiet, 0},
    Person{"elin", "Elin Strand", "Curious about #books. Says hello first.", "Somebody I trust is here.", talker, 1},
    Person{"hugo", "Hugo Moreau", "Mostly #woodworking, and whatever the day brings.", "Neighbours, old and new.",
           listener, 2},
    Person{"nadia", "Nadia Aziz", "Works with people, relaxes with #data.", "A calmer place to talk.", talker, 3},
    Person{"anton", "Anton Varga", "Curious about #cycling. Says hello first.", "Somebody I trust is here.", quiet, 4},
    Person{"bea", "Bea Nyman", "Mostly #cooking, and whatever the day brings.", "Neighbours, old and new.", listener,
           5},
    Person{"carlos", "Carlos Reyes", "Works with people, relaxes with #music.", "A calmer place to talk.", talker, 6},
    Person{"dina", "Dina Saleh", "Curious about #teaching. Says hello first.", "Somebody I trust is here.", listener,
           7},
    Person{"emil", "Emil Holt", "Mostly #gardening, and whatever the day brings.", "Neighbours, old and new.", listener,
           0},
    Person{"farah", "Farah Karimi", "Works with people, relaxes with #books.", "A calmer place to talk.", talker, 1},
    Person{"gustav", "Gustav Frank", "Curious about #woodworking. Says hello first.", "Somebody I trust is here.",
           talker, 2},
    Person{"helga", "Helga Jensen", "Mostly #data, and whatever the day brings.", "Neighbours, old and new.", listener,
           3},
    Person{"imran", "Imran Malik", "Works with people, relaxes with #cycling.", "A calmer place to talk.", quiet, 4},
    Person{"jana", "Jana Hora", "Curious about #cooking. Says hello first.", "Somebody I trust is here.", talker, 5},
    Person{"karim", "Karim Nasser", "Mostly #music, and whatever the day brings.", "Neighbours, old and new.", listener,
           6},
    Person{"lotte", "Lotte Visser", "Works with people, relaxes with #teaching.", "A calmer place to talk.", talker, 7},
    Person{"milan", "Milan Ilic", "Curious about #gardening. Says hello first.", "Somebody I trust is here.", quiet, 0},
    Person{"nina", "Nina Wolf", "Mostly #books, and whatever the day brings.", "Neighbours, old and new.", listener, 1},
    Person{"otto", "Otto Maier", "Works with people, relaxes with #woodworking.", "A calmer place to talk.", talker, 2},
    Person{"petra", "Petra Gruber", "Curious about #data. Says hello first.", "Somebody I trust is here.", listener, 3},
    Person{"growthguru", "Rex Sterling | Growth", "I help YOU scale. DM me. https://coach.example.org", "", seller, 3},
    Person{"bestdeals", "Best Deals Daily", "Deals, deals, deals. https://shop.example.com", "", seller, 5},
    Person{"webstudio", "Studio Nine Websites", "Websites for small firms. https://web.example.net",
           "Finding customers.", seller, 3},
    Person{"citynews", "City News Feed", "Headlines as they come. Automated.", "", broadcaster, 1},
    Person{"harbourfest", "Harbour Festival", "All about the festival in August.", "Telling people about the festival.",
           broadcaster, 6},
    Person{"trailmap", "Trail Map Project", "Maps for walkers. New routes each week.", "", broadcaster, 4},
    Person{"ruth", "Ruth Abel", "Just moved here. Likes #gardening and #books.", "To find neighbours who read.",
           newcomer, 0},
    Person{"dmitri", "Dmitri Volkov", "", "", newcomer, 2},
    Person{"celine", "Celine Roux", "Teacher, new in town. #teaching", "Colleagues, and where to buy cheese.", newcomer,
           7},
    Person{"jo", "Jo", "hi", "", newcomer, 6},
    Person{"winbig", "Win Big Today", "Follow for follow! https://win.example.com", "", newcomer, 3}};

constexpr std::array<std::string_view, 15> all_answers{
    "This made my morning. How did you get there?",
    "I had the same, two years ago. It took patience and a friend.",
    "May I borrow the idea? I will tell you how it went.",
    "We should compare notes some time. What did you try first?",
    "You are better at this than you let on.",
    "My mother says: leave it for a week, then look again. She is usually right.",
    "I laughed out loud on the bus. Thank you.",
    "Is that the place near the old bridge?",
    "I know somebody who would love to hear about this. Shall I introduce you?",
    "That is a lovely way to put it.",
    "How long did it take, if I may ask?",
    "I tried and failed. What am I missing?",
    "Saving this for a rainy day. Thank you for writing it down.",
    "What would you do differently next time?",
    "This is exactly the kind of thing I came here for."};

constexpr std::array<std::string_view, 9> all_replies{"Thank you! Mostly stubbornness, and a good teacher.",
                                                      "Please do, and tell me how it goes.",
                                                      "The second time was much easier than the first.",
                                                      "Yes, that one! Do you go there often?",
                                                      "I would start smaller. I always start too big.",
                                                      "Let us do that. Thursday?",
                                                      "Ha, wise woman.",
                                                      "About three weekends, with breaks.",
                                                      "I have no idea yet, ask me in spring."};

constexpr std::array<std::string_view, 4> all_hellos{
    "Hello! I read your post about {topic} and wondered how you began with it.",
    "Hi, we both seem to like {topic}. What are you working on at the moment?",
    "Hello, I am new here. Somebody said you know a lot about {topic}: where would you start?",
    "Good evening! Your answer the other day helped me more than you know. How are things going?"};

constexpr std::array<std::string_view, 5> all_pitches{
    "My new course on productivity starts Monday! Only 12 seats, sign up now at https://shop.example.com/course",
    "Big spring sale in our shop: 20% off everything with code SPRING https://shop.example.com",
    "We just launched our newsletter on growth. Subscribe here: https://news.example.net/subscribe",
    "Book a free discovery call with me this week and double your leads: https://coach.example.org/call",
    "Please share this post and follow our page, every share enters the raffle! https://win.example.com"};

constexpr std::array<std::string_view, 2> all_templates{
    "Hi {name}, thanks for connecting! I help busy people reach their goals. Check out my programme at https://coach.example.org and let me know what you think!",
    "Dear {name}, great profile! We build websites for small firms. Visit our site https://web.example.net for a free quote today."};

} // namespace

std::span<const Person> people() { return all_people; }
std::span<const Topic> topics() { return all_topics; }
std::span<const std::string_view> answers() { return all_answers; }
std::span<const std::string_view> replies() { return all_replies; }
std::span<const std::string_view> pitches() { return all_pitches; }
std::span<const std::string_view> hellos() { return all_hellos; }
std::span<const std::string_view> templates() { return all_templates; }

} // namespace kith::app::demo
