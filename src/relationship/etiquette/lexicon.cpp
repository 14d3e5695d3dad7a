#include "relationship/etiquette/lexicon.hpp"

namespace kith::relationship {
namespace {

constexpr WordClass classes[] = {
    {"ME_I", "i i'm im i've ive i'll i'd ill id"},
    {"WE", "we we're we've we'll we'd us"},
    {"MY", "my mine our ours me us"},
    {"YOU", "you u ya yall y'all your ur yours you're youre you've you'll you'd yourself"},
    {"YOUR", "your ur yours"},
    {"PLEASE", "please pls plz plzz plzzz plis pleas pleasee plss plizz kindly pretty-please"},
    {"CHECK", "check chek cheak chck chech chec checking chacking"},
    {"WATCH", "watch see view listen stream hear look peep read discover explore enjoy preview playing play lookout"},
    {"VISIT", "visit browse swing stop head come drop pop"},
    {"CLICK", "click tap swipe hit press open follow"},
    {"GET", "grab get download install order shop buy purchase cop pick preorder pre-order reserve book schedule rent"},
    {"FOLLOW", "follow folow foll0w followback followme fallow"},
    {"SUBSCRIBE",
     "subscribe suscribe subcribe sucscribe subscibe subscrib subscribes subscribing sub subs subscribers subscribed subscription"},
    {"SHARE", "share repost retweet retweets rt reblog boost forward shares"},
    {"LIKE", "like likes favourite favorite upvote thumbs fav"},
    {"VOTE", "vote votes voting"},
    {"REVIEW", "review reviews rating ratings testimonial recommendation reference feedback stars endorsement"},
    {"MEDIA",
     "video videos vid vids vidio vidios vidoe channel channels chanel chanell chanels chhanel page pages site website websites "
     "webpage blog blogs vlog vlogs profile livestream podcast podcasts mixtape mixtapes mix ep album albums track tracks song "
     "songs single singles remix remixes cover covers beat beats playlist soundcloud youtube facebook instagram insta ig "
     "instastory twitter snapchat tumblr twitch etsy patreon onlyfans spotify itunes newsletter ebook novel app game interview "
     "article episode gallery portfolio account webstore e-shop bio book teaser trailer collab tutorial tape rap",
     true},
    {"NETWORK",
     "youtube facebook fb instagram insta ig twitter snapchat snap tumblr twitch etsy patreon soundcloud spotify itunes bandcamp "
     "periscope vine kik amazon ebay tiktok bluesky mastodon linkedin datpiff netflix kindle discord telegram whatsapp"},
    {"MUSIC",
     "mixtape mixtapes ep album track single remix beat beats song songs music video soundcloud itunes spotify rapper producer dj "
     "djs band gig concert tour vinyl hiphop freestyle feat prod",
     true},
    {"WORK",
     "collection line merch print prints tee tees shirt shirts hoodie jewelry jewellery necklace earrings bracelet bracelets "
     "candles mugs paintings painting artwork art drawing comic zine series project piece design designs dress dresses bag bags "
     "swimsuit leggings romper jacket boots hats socks product products item items pieces stock styles collar ring rings gown",
     true},
    {"BIZ",
     "shop store boutique salon studio restaurant cafe bakery brewery winery gallery gym agency company firm bureau business "
     "factory clinic practice bookshop barbershop spa showroom webshop deli grill pizzeria taproom bistro lounge nightclub",
     true},
    {"TRADE",
     "hair hairstyle hairstylist hairstylists stylist barber barbers barbershop balayage highlights ombre haircut haircolor "
     "colorist makeup makeupartist mua nails nailart manicure lashes eyelash brows microblading tattoo tattoos tattooist "
     "tattooartist photographer photographers photoshoot headshots videographer realtor realestate realty homes property "
     "properties mortgage trainer personaltrainer bootcamp crossfit pilates zumba catering caterer florist florals weddings "
     "weddingplanner eventplanner weddingphotographer landscaping plumbing cleaning insurance accountant bookkeeping copywriter "
     "designer webdesign graphicdesign seo marketing b2b coaching coach mentor recruiter consultant consulting dentist "
     "chiropractor massage esthetician skincare waxing botox spraytan tanning grooming detailing embroidery upholstery tailor "
     "handmade smallbusiness entrepreneur shoplocal supportlocal wholesale custom bespoke boutique salon tint tinting wigs weave "
     "extensions braids locs blowout bridal couture streetwear menswear womensfashion apparel lingerie vape vapes dispensary "
     "cannabis cbd essentialoils herbalife beachbody arbonne lularoe scentsy avon mlm forex crypto bitcoin trading",
     true},
    {"CLIENT", "client clients clientele customer customers bride brides shoppers guests patients subscribers"},
    {"SALE",
     "sale sales discount discounts discounted off deal deals promo coupon coupons voucher code clearance offer offers bogo "
     "giveaway giveaways raffle special specials cheap price prices priced bargain savings save win blackfriday cybermonday",
     true},
    {"FREE", "free freebie complimentary"},
    {"STOCK",
     "available stock restock restocked instock arrivals arrival preorder pre-order preorders openings slots spots spaces tickets "
     "ticket tix limited presale leases rates packages plans pricing quote quotes bookings reservations appointments appointment "
     "consultation consultations",
     true},
    {"RELEASE",
     "out released release releases releasing launch launched launching launches drop drops dropped dropping live premiere premieres premiering debut"},
    {"NEW", "new newest latest brand-new upcoming first debut next fresh"},
    {"EVENT",
     "concert show shows gig gigs party event events festival webinar workshop workshops class classes session sessions "
     "exhibition opening premiere meetup tour performance fundraiser screening showcase market popup pop-up conference seminar "
     "masterclass brunch happyhour lineup afterparty gala expo retreat raffle service services tasting ladiesnight openmic meet-up",
     true},
    {"TIME",
     "tonight tonite tomorrow tmrw today weekend monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu "
     "thur thurs fri sat sun january february march april june july august september october november december jan feb aug sept "
     "oct nov dec noon midnight am pm soon week weeks month mondays tuesdays wednesdays thursdays fridays saturdays sundays"},
    {"NOW", "now today tonight soon asap hurry quick immediately"},
    {"PERFORM",
     "performing playing spinning djing hosting preaching speaking presenting teaching performs perform exhibiting vending "
     "streaming headlining"},
    {"OFFERING",
     "help helping sell selling build building make making design designing offer offering provide providing supply supplying "
     "specialise specialize represent advise coach mentor cater rent export manufacture produce publish assist support install "
     "repair clean train teach run own specialising specializing accompany treat"},
    {"CALL", "call calls demo meeting chat conversation zoom consultation walkthrough"},
    {"GLAD", "happy glad love pleased delighted honoured honored thrilled gladly"},
    {"SHOW",
     "show share tell help talk chat send offer give walk visit explain drop look put set pop explore introduce jump take"},
    {"CONTACT", "dm text call email message inbox whatsapp hmu contact pm msg e-mail reply txt ring inquire"},
    {"DONATE",
     "donate donates donation donations donating pledge fundraiser fundraising crowdfunding gofundme contribute kickstarter indiegogo sponsor"},
    {"SIGN", "signup sign-up register registration enroll enrol rsvp apply petition wishlist"},
    {"JOIN", "join joining"},
    {"ATTEND", "attend come join rsvp"},
    {"WH", "who who's whos what what's whats when where where's why how how's which whose"},
    {"AUX", "do does did are is was were can could would will should have has had am"},
    {"ANYONE", "anyone anybody someone somebody everyone everybody"},
    {"OPINION", "think thoughts opinion prefer favourite favorite guess feel believe reckon recommend"},
    {"ADVICE", "advice tips tip suggestions suggestion recommendations recommendation ideas help guidance"},
    {"GREET", "hi hello hey dear greetings morning heya hiya yo hii heyy"},
    {"FRIENDS", "friends friend guys everyone everybody contacts family people peeps fam followers"},
    {"MONEY", "money cash earn income profit rich paid pay paypal bitcoin investment invest investor"},
    {"PERSONAL",
     "love miss birthday mom dad mama papa mommy daddy husband wife sister brother son daughter bestie boyfriend "
     "girlfriend hubby cousin grandma grandpa nephew niece blessed grateful thankful feeling lol haha lmao omg wtf"},
    {"CURSE", "fuck fucking shit ass bitch damn hell stupid idiot liar racist dumb hate"},
    {"POLITICS",
     "trump maga liberals liberal conservatives conservative democrats republicans antifa obama hillary kavanaugh senate election "
     "president gun control brexit government politics congress gop dems dem vote party"},
};

constexpr HostClass hosts[] = {
    {"SHOP_LINK",
     "etsy.com amazon.com amazon.co.uk amzn.to ebay.com ebay.co.uk teespring.com sunfrogshirts.com redbubble.com gumroad.com "
     "myshopify.com shopify.com bandcamp.com bigcartel.com depop.com poshmark.com zazzle.com society6.com audiojungle.net "
     "itunes.apple.com play.google.com apps.apple.com store.steampowered.com spreadshirt.com"},
    {"FUND_LINK",
     "gofundme.com kickstarter.com indiegogo.com patreon.com ko-fi.com buymeacoffee.com justgiving.com paypal.me tipeee.com "
     "liberapay.com opencollective.com"},
    {"PETITION_LINK", "change.org avaaz.org causes.com easypromosapp.com woobox.com ipetitions.com"},
    {"MEDIA_LINK",
     "youtube.com youtu.be soundcloud.com spotify.com twitch.tv vimeo.com mixcloud.com reverbnation.com datpiff.com "
     "livemixtapes.com podcasts.apple.com anchor.fm substack.com"},
    {"SOCIAL_LINK",
     "facebook.com fb.com fb.me twitter.com x.com instagram.com snapchat.com plus.google.com tumblr.com ask.fm linkedin.com "
     "tiktok.com kik.me linktr.ee onlyfans.com"},
    {"SHORT_LINK", "bit.ly goo.gl tinyurl.com ow.ly linkbucks.com adf.ly hyperurl.co t.co is.gd buff.ly"},
    {"SURVEY_LINK",
     "surveymonkey.com forms.gle docs.google.com typeform.com strawpoll.me eventbrite.com eventbrite.co.uk meetup.com"},
    {"GAIN_LINK", "tsu.co paidverts.com hackfbaccountlive.com"},
};

} // namespace

std::span<const WordClass> word_classes() { return classes; }
std::span<const HostClass> host_classes() { return hosts; }

} // namespace kith::relationship
