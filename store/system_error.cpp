#include "store/system_error.h"

#include <cerrno>
#include <system_error>
#include <utility>

namespace keyward::store {
namespace {

ErrorCode CodeOf(int number) {
  switch (number) {
    case ENOENT:
    case ENOTDIR: return ErrorCode::kNotFound;
    case EROFS:
    case EACCES:
    case EPERM: return ErrorCode::kReadOnly;
    case ENOSPC:
    case EDQUOT: return ErrorCode::kNoSpace;
    case EEXIST:
    case ENOTEMPTY: return ErrorCode::kExists;
    default: return ErrorCode::kFault;
  }
}

}  // namespace

tl::unexpected<Error> FailSystem(int number, const std::string& what, std::string file) {
  return Fail(CodeOf(number), what + ": " + std::generic_category().message(number),
              std::move(file));
}

}  // namespace keyward::store
