#include "kms/exception.h"

#include <array>

#include "kms/wire/json_text.h"

namespace keyward::kms {
namespace {

constexpr std::array<ExceptionFacts, kExceptionCount> kFacts = {{
#define EXCEPTION(name, http, message, words) {#name, http, MessageRule::k##message, words},
#include "kms/exceptions.def"
#undef EXCEPTION
}};

}  // namespace

const ExceptionFacts& FactsOf(Exception exception) {
  return kFacts[static_cast<size_t>(exception)];
}

AwsError Raise(Exception exception, std::string message) {
  const ExceptionFacts& facts = FactsOf(exception);
  AwsError error{exception, {}, facts.http};
  if (facts.message == MessageRule::kGiven && !message.empty()) {
    error.message = std::move(message);
  } else if (facts.message != MessageRule::kNone) {
    error.message = facts.words;
  }
  return error;
}

std::string ErrorBody(const AwsError& error) {
  std::string body = R"({"__type":")";
  body += FactsOf(error.exception).name;
  body += '"';
  if (!error.message.empty()) {
    body +=
        error.exception == Exception::kAccessDeniedException ? R"(,"Message":)" : R"(,"message":)";
    AppendJsonString(error.message, body);
  }
  body += '}';
  return body;
}

std::string_view AuditCode(Exception exception) {
  if (exception == Exception::kAccessDeniedException) return "AccessDenied";
  return FactsOf(exception).name;
}

}  // namespace keyward::kms
