// `kith engine classify`: judges texts from a stream, for trying the classifier out and for measuring it.
#pragma once

#include <istream>
#include <ostream>

namespace kith::app {

// One text a line in; one JSON object a line out:
//   {"labels":{"pitch":0.93,"ask":0.41,"question":0.02,"help":0.01},"flagged":["pitch"],"asks":[],
//    "evidence":[{"start":0,"end":12,"label":"pitch","why":"…"}],"judged":true}
// start and end are bytes of the line. A text that is not judged has "judged":false, a "reason", and all labels 0.
// Returns the exit code.
int run_classify(std::istream& in, std::ostream& out);

} // namespace kith::app
