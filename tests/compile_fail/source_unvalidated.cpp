// A Source is valid UTF-8: nobody but Create, Embed and Slice constructs one.
// error: Source.* is private
#include "base/source.h"

using keyward::Source;

keyward::Result<keyward::SourcePtr> Make(std::string bytes) {
  return Source::Create("policy.json", std::move(bytes));
}

#ifdef FORBIDDEN
Source MakeUnvalidated() { return Source(); }
#endif
