#include "base/check.h"
#include "crypto/key_state.h"
#include "crypto/lifecycle/operation_table.h"

namespace keyward::crypto {
namespace {

constexpr StateRefusal kCodes[] = {
#define KEYWARD_STATE_CODE(code, exception, message) {code, StateException::k##exception, message},
#include "crypto/lifecycle/codes.inc"
#undef KEYWARD_STATE_CODE
};

constexpr std::string_view kPendingDeletion = "<key-arn> is pending deletion.";
constexpr std::string_view kPendingReplicaDeletion = "<key-arn> is pending replica deletion.";

StateRefusal RefusalOf(uint8_t code, KeyState state) {
  StateRefusal refusal;
  for (const StateRefusal& known : kCodes) {
    if (known.code == code) refusal = known;
  }
  KEYWARD_CHECK(refusal.code == code);
  if (state == KeyState::kPendingReplicaDeletion && refusal.message == kPendingDeletion) {
    refusal.message = kPendingReplicaDeletion;
  }
  return refusal;
}

void Replace(std::string& text, std::string_view mark, std::string_view word) {
  const size_t at = text.find(mark);
  if (at != std::string::npos) text.replace(at, mark.size(), word);
}

}  // namespace

std::optional<StateRefusal> Refusal(KeyOperation operation, KeyState state, KeyOrigin origin,
                                    KeyRole role) {
  if (role == KeyRole::kFormerTarget && operation == KeyOperation::kUpdateAlias) return {};
  const OperationRow& row = RowOf(operation);
  const Cell cell = row.cells[ColumnOf(state)];
  const uint8_t code = IsRight(row.origins, origin) ? cell.right : cell.other;
  if (code == 0) return {};
  return RefusalOf(code, state);
}

std::string RefusalMessage(const StateRefusal& refusal, std::string_view key_arn,
                           KeyOrigin origin) {
  std::string message(refusal.message);
  Replace(message, "<origin>", KeyOriginName(origin));
  Replace(message, "<key-arn>", key_arn);
  return message;
}

}  // namespace keyward::crypto
