// Members: an object's members by name, unknown and doubled ones reported.
//
// Flow      object node + known names --ReadMembers--> one node (or none) per name
// Promise   a member whose name is plainly misspelt is checked as what it was meant to be, so that one
//           slip is one finding; the document is refused all the same.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "compiler/check/inspection.h"
#include "compiler/check/spelling.h"

namespace keyward::compiler {

// Place: where an object stands, for messages, and which names are known in it.
struct Place {
  std::string_view words;  // "a statement"
  Code code;               // of an unknown name
  Names known;
  Names elsewhere;                   // names that belong to another place
  std::string_view elsewhere_words;  // where that is
};

// ReadMembers fills slots[i] with the value of the member called known[i], kNoNode where absent.
void ReadMembers(Inspection& in, NodeId object, const Place& place, NodeId* slots);

// CheckDuplicateMembers reports every name that stands twice in one object, in the whole tree
// (R1.3): the last one would silently win in most readers.
void CheckDuplicateMembers(Inspection& in);

}  // namespace keyward::compiler
