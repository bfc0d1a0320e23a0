#include "kms/error_table.h"

#include <array>

namespace keyward::kms {
namespace {

struct Choice {
  ErrorCode code;
  Exception first;
  Exception second;
};

constexpr std::array kChoices = {
#define ERROR(code, first, second) \
  Choice{ErrorCode::k##code, Exception::k##first, Exception::k##second},
#include "kms/error_table.def"
#undef ERROR
};

}  // namespace

Exception ExceptionOf(ErrorCode code, Operation operation) {
  for (const Choice& choice : kChoices) {
    if (choice.code != code) continue;
    if (Declares(operation, choice.first)) return choice.first;
    if (Declares(operation, choice.second)) return choice.second;
  }
  return Exception::kKMSInternalException;
}

AwsError ToAwsError(const Error& error, Operation operation) {
  return Raise(ExceptionOf(error.code, operation), error.message);
}

}  // namespace keyward::kms
