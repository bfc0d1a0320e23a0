// FileUri: a file's name as SARIF and annotations want it.
#pragma once

#include <string>
#include <string_view>

namespace keyward::report {

// FileUri percent-encodes what a URI reference cannot hold; a leading `./` goes away.
std::string FileUri(std::string_view name);

}  // namespace keyward::report
