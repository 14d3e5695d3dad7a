// `kith engine templates`: tells which first messages of a stream are copies of earlier ones by the same author.
#pragma once

#include <istream>
#include <ostream>

namespace kith::app {

// One JSON object a line in, oldest first: {"author":"1","receiver":"2","at":"2026-01-31T10:00:00Z","text":"…"}. author
// and receiver are texts or numbers, a receiver's text its name too ("bob", "@bob@kith.example"); at is RFC 3339, or
// seconds or milliseconds since 1970. One JSON object a line out:
// {"held":true,"copy_of":[1,4],"receivers":3,"similarity":0.95,"reason":"…"}; copy_of are numbers of lines, from 1. For
// a line that cannot be read: {"error":"…"}. Returns the exit code: 0, or 2 when a line could not be read.
int run_templates(std::istream& in, std::ostream& out);

} // namespace kith::app
