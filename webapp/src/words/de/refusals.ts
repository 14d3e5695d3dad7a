// What the server says when it refuses, in its words and in German. {} stands for what differs, {2} for the second of it.
// `Validation failed: ` before it is left out.
export const refusals: Record<string, string> = {
  // everywhere
  'Record not found': 'Das gibt es hier nicht, oder du darfst es nicht sehen.',
  'This action is not allowed': 'Das ist nicht erlaubt.',
  'This action is outside the authorized scopes': 'Das ist nicht erlaubt.',
  'This method requires an authenticated user': 'Bitte melde dich an.',
  'The access token is invalid': 'Bitte melde dich noch einmal an.',
  'The access token was revoked': 'Bitte melde dich noch einmal an.',
  'Something went wrong on our side. Please try again.':
    'Das hat auf dem Server nicht geklappt. Bitte versuche es noch einmal.',
  "This can only be done in a browser, on this server's own site":
    'Das geht nur im Browser, auf der Seite dieses Servers.',
  'Too many requests': 'Das war viel auf einmal. Bitte warte einen Moment.',
  'Conflict during update, please try again': 'Das wurde gerade anderswo geändert. Bitte versuche es noch einmal.',
  'E-mail is not configured': 'Dieser Server verschickt keine E-Mails.',
  'This server sends no e-mail. Please ask its operator for help':
    'Dieser Server verschickt keine E-Mails. Bitte frage, wer ihn betreibt.',
  '{} is too long (maximum is {} characters)': 'Das ist zu lang (höchstens {2} Zeichen).',
  'This is yourself': 'Das bist du selbst.',

  // writing
  "Text can't be blank": 'Der Text fehlt.',
  'Text can have at most {} characters': 'Ein Text hat höchstens {} Zeichen.',
  'A post can have at most {} attachments': 'Ein Beitrag hat höchstens {} Anhänge.',
  'A post can have attachments or a poll, not both': 'Ein Beitrag hat Anhänge oder eine Umfrage, nicht beides.',
  'A post can mention at most {} people': 'Ein Beitrag kann höchstens {} Menschen nennen.',
  'A poll needs at least two choices': 'Eine Umfrage braucht mindestens zwei Antworten.',
  'A poll can have at most {} choices': 'Eine Umfrage hat höchstens {} Antworten.',
  "A poll's choice can't be empty": 'Eine Antwort der Umfrage ist leer.',
  "A poll's choice can have at most {} characters": 'Eine Antwort der Umfrage hat höchstens {} Zeichen.',
  "A poll's choices must differ": 'Zwei Antworten der Umfrage sind gleich.',
  'A poll can stay open from five minutes to thirty days': 'Eine Umfrage dauert fünf Minuten bis dreißig Tage.',
  'You cannot vote in your own polls': 'In der eigenen Umfrage kann man nicht abstimmen.',
  'The poll has already ended': 'Die Umfrage ist schon beendet.',
  'The chosen vote option does not exist': 'Diese Antwort gibt es nicht.',
  'You have already voted on this poll': 'Du hast schon abgestimmt.',
  'This account may not post': 'Dieses Konto darf nichts veröffentlichen.',
  'A boost is public, unlisted or private': 'Geteilt wird öffentlich, nicht gelistet oder für die, die dir folgen.',
  "quote_approval_policy can't be blank": 'Es fehlt, wer zitieren darf.',
  "Domain is this server's own": 'Das ist dieser Server selbst.',
  'Severity is not included in the list': 'Diese Stufe gibt es nicht.',
  "This post can't be quoted: it is not public": 'Dieser Beitrag lässt sich nicht zitieren: Er ist nicht öffentlich.',
  'The author does not want this post to be quoted': 'Dieser Beitrag soll nicht zitiert werden.',
  'Only followers of the author may quote this post': 'Diesen Beitrag darf nur zitieren, wer dem Menschen folgt.',
  "This post can't be boosted": 'Dieser Beitrag lässt sich nicht teilen.',
  'The scheduled date must be in the future (at least 5 minutes)':
    'Der Zeitpunkt muss mindestens fünf Minuten in der Zukunft liegen.',
  'The scheduled date is not a date': 'Das ist kein Zeitpunkt.',
  'The scheduled post is no longer there: it was published or deleted meanwhile. What you have here would be a new post.':
    'Der geplante Beitrag ist nicht mehr da: Er ist inzwischen erschienen oder gelöscht worden. Was du hier hast, wäre ein neuer Beitrag.',
  'You have too many scheduled posts': 'Du hast zu viele geplante Beiträge.',
  'One of the attachments is not yours or already posted':
    'Einer der Anhänge gehört dir nicht oder ist schon veröffentlicht.',
  'One of the attachments no longer exists. Please upload it again':
    'Einen der Anhänge gibt es nicht mehr. Bitte lade ihn noch einmal hoch.',
  'One of the attachments could not be processed': 'Einer der Anhänge ließ sich nicht verarbeiten.',
  'Cannot attach files that have not finished processing. Try again in a moment!':
    'Ein Anhang wird noch verarbeitet. Bitte versuche es gleich noch einmal.',
  'A video or audio file must be the only attachment': 'Ein Film oder Ton muss der einzige Anhang sein.',
  'Language is not a known language code': 'Diese Sprache ist nicht bekannt.',
  "Someone else's post cannot be pinned": 'Fremde Beiträge lassen sich nicht anheften.',
  'A boost cannot be pinned': 'Was du geteilt hast, lässt sich nicht anheften.',
  'Posts that are only visible to mentioned users cannot be pinned':
    'Was nur die Genannten sehen, lässt sich nicht anheften.',
  'You have already pinned the maximum number of posts': 'Mehr Beiträge lassen sich nicht anheften.',

  // files
  "File can't be blank": 'Die Datei fehlt.',
  'This file is damaged or not what it says it is.':
    'Die Datei ist beschädigt oder nicht das, was sie zu sein vorgibt.',
  'This file takes too long to convert. Try a shorter or smaller one.':
    'Das Umwandeln dauert zu lange. Versuche es mit einer kürzeren oder kleineren Datei.',
  'This picture has too many pixels. Try a smaller one.':
    'Das Bild hat zu viele Pixel. Versuche es mit einem kleineren.',
  'This file is too large.': 'Die Datei ist zu groß.',
  'This type of file is not supported here.': 'Diese Art Datei geht hier nicht.',
  'This server cannot convert this type of file at the moment.':
    'Dieser Server kann solche Dateien zurzeit nicht umwandeln.',
  'File type is not supported: upload a picture, video or sound':
    'Diese Art Datei geht hier nicht: Es muss ein Bild, ein Film oder ein Ton sein.',
  'The server cannot store files right now': 'Der Server kann gerade keine Dateien ablegen.',
  'A picture can have at most {}': 'Ein Bild darf höchstens {} groß sein.',
  'This file is part of a post': 'Diese Datei gehört zu einem Beitrag.',

  // people
  'You cannot follow more than {} people': 'Du kannst höchstens {} Menschen folgen.',
  'You must be already following the person you want to endorse': 'Empfehlen kannst du nur Menschen, denen du folgst.',
  "Domain can't be blank": 'Der Name des Servers fehlt.',
  'Domain is not a valid domain name': 'Das ist kein Name eines Servers.',
  'This is not the name of a server.': 'Das ist kein Name eines Servers.',
  'This code is not known, or its ten minutes are over':
    'Diesen Code gibt es nicht, oder seine zehn Minuten sind vorbei.',
  'This is your own code: somebody else has to enter it': 'Das ist dein eigener Code: Jemand anders muss ihn eingeben.',
  'You can vouch for people you have spoken with or met':
    'Bürgen kannst du für Menschen, mit denen du gesprochen oder die du getroffen hast.',
  'A tag may have {} characters at most': 'Ein Stichwort hat höchstens {} Zeichen.',
  'At most {} tags': 'Höchstens {} Stichwörter.',
  'At most {} dates': 'Höchstens {} Tage.',
  'A date needs words and a day of the calendar': 'Ein Tag braucht Worte und ein Datum.',
  'It is just being read who knows whom. Please try again in a moment':
    'Gerade wird nachgesehen, wer wen kennt. Bitte versuche es gleich noch einmal.',
  "What came of it can't be blank": 'Was daraus wurde, fehlt.',
  'What came of it is too long (maximum is {} characters)': 'Was daraus wurde, ist zu lang (höchstens {} Zeichen).',
  'It cannot have come of it yet': 'Das kann noch nicht geschehen sein.',
  'There are no words of theirs to answer': 'Es gibt hier keine Worte, auf die man antworten könnte.',
  'Say what they should stop': 'Sage, womit Schluss sein soll.',
  'Comment is too long (maximum is {} characters)': 'Die Bemerkung ist zu lang (höchstens {} Zeichen).',
  'Comment is too long (maximum is 1000 characters)': 'Die Bemerkung ist zu lang (höchstens 1000 Zeichen).',
  'Too many posts are attached': 'Das sind zu viele Beiträge auf einmal.',

  // lists, hashtags, filters
  "Title can't be blank": 'Der Name fehlt.',
  'Title is too long (maximum is {} characters)': 'Der Name ist zu lang (höchstens {} Zeichen).',
  'You have reached the maximum number of lists': 'Mehr Listen kannst du nicht haben.',
  'Account has already been taken': 'Dieser Mensch ist schon in der Liste.',
  "“{}” fills itself from whom you talk with and can't be changed. You can hide it in your settings on this server":
    'Diese Liste füllt sich selbst und lässt sich nicht ändern. In den Einstellungen kannst du sie verbergen.',
  'Tag is invalid': 'Das ist kein Hashtag.',
  'You have already featured the maximum number of hashtags': 'Mehr Hashtags lassen sich nicht hervorheben.',
  "Context can't be blank": 'Es fehlt, wo der Filter gelten soll.',
  'Context None or invalid context supplied': 'Es fehlt, wo der Filter gelten soll.',
  "Keyword can't be blank": 'Das Wort fehlt.',
  'Keyword is too long (maximum is {} characters)': 'Das Wort ist zu lang (höchstens {} Zeichen).',
  'You have reached the maximum number of keywords of a filter': 'Mehr Wörter kann ein Filter nicht haben.',
  'You have reached the maximum number of filters': 'Mehr Filter kannst du nicht haben.',
  'You have reached the maximum number of posts of a filter': 'Mehr Beiträge kann ein Filter nicht haben.',
  'Name is not a recognized emoji': 'Dieses Emoji gibt es hier nicht.',
  'Limit of different reactions reached': 'Mehr verschiedene Reaktionen gehen nicht.',

  // the profile
  'A display name has at most {} characters.': 'Ein Name hat höchstens {} Zeichen.',
  'What you write about yourself has at most {} characters.': 'Was du über dich schreibst, hat höchstens {} Zeichen.',
  'A profile has at most {} fields.': 'Ein Profil hat höchstens {} Angaben.',
  'The name and the content of a profile field have at most {} characters.':
    'Name und Inhalt einer Angabe haben höchstens {} Zeichen.',
  'Profile fields contains values with missing labels': 'Bei einer Angabe fehlt, was sie ist.',

  // signing in, the account
  'This is not your password': 'Das ist nicht dein Passwort.',
  'A password needs at least 8 characters': 'Ein Passwort braucht mindestens 8 Zeichen.',
  'A password can have at most 256 bytes': 'Das Passwort ist zu lang.',
  'This is not an e-mail address.': 'Das ist keine E-Mail-Adresse.',
  'Please confirm your e-mail address first': 'Bitte bestätige zuerst deine E-Mail-Adresse.',
  'A moderator has not let you in yet. Please wait a little':
    'Die Moderation hat dich noch nicht hereingelassen. Bitte warte ein wenig.',
  'This login was disabled by the moderators': 'Dieser Zugang wurde von der Moderation gesperrt.',
  'This account was suspended': 'Dieses Konto wurde gesperrt.',
  'Somebody has to own this server': 'Jemandem muss dieser Server gehören.',

  // administration
  'An announcement needs words': 'Eine Ankündigung braucht Worte.',
  'An announcement can have at most 5,000 characters': 'Eine Ankündigung hat höchstens 5.000 Zeichen.',
  "What is announced can't end before it starts": 'Was angekündigt wird, kann nicht enden, bevor es beginnt.',
  'A shortcode has letters, digits and _, at least two of them':
    'Ein Kürzel besteht aus Buchstaben, Ziffern und _, mindestens zweien.',
  'A category can have at most 50 characters': 'Eine Gruppe hat höchstens 50 Zeichen.',
  'An emoji needs a picture': 'Ein Emoji braucht ein Bild.',
  "This invitation does not exist or can't be used any more":
    'Diese Einladung gibt es nicht, oder sie gilt nicht mehr.',
  'A note on an invitation can have at most 200 characters': 'Die Notiz einer Einladung hat höchstens 200 Zeichen.',
  'An invitation can be used between once and 10,000 times': 'Eine Einladung gilt einmal bis 10.000-mal.',
  'An invitation can be good for between a minute and a year': 'Eine Einladung gilt eine Minute bis ein Jahr.',
  'An invitation can be good for between a day and a year': 'Eine Einladung gilt einen Tag bis ein Jahr.',
  'The community needs a name': 'Die Gemeinschaft braucht einen Namen.',
  'The contact is the name of a member': 'Als Kontakt muss ein Mitglied dienen.',
  'Languages are codes of two or three letters, at most ten of them':
    'Sprachen sind Kürzel aus zwei oder drei Buchstaben, höchstens zehn.',
  'A rule needs words': 'Eine Regel braucht Worte.',
  'A rule can have at most 300 characters, its explanation 1,000':
    'Eine Regel hat höchstens 300 Zeichen, ihre Erläuterung 1.000.',
  'There can be at most 50 rules': 'Es kann höchstens 50 Regeln geben.',
  'Rule ids does not reference valid rules': 'Eine dieser Regeln gibt es nicht mehr.',
  'This member has been let in already': 'Dieses Mitglied wurde schon hereingelassen.',
  'Text is too long (maximum is 2000 characters)': 'Der Text ist zu lang (höchstens 2000 Zeichen).',
}
