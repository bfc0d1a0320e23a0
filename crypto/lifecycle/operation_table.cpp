#include "crypto/lifecycle/operation_table.h"

#include <iterator>

namespace keyward::crypto {
namespace {

constexpr uint8_t kUnavailableCode = 11;

constexpr Cell kYes{0, 0};
constexpr Cell kNever{kUnavailableCode, kUnavailableCode};
constexpr Cell kNo(uint8_t code) { return {code, code}; }
constexpr Cell kOrigin(uint8_t code) { return {0, code}; }
constexpr Cell kNoOrOrigin(uint8_t code, uint8_t origin_code) { return {code, origin_code}; }

constexpr OperationRow kRows[] = {
#define KEYWARD_KEY_OPERATION(name, origins, enabled, disabled, deletion, import, unavailable, \
                              creating, updating)                                              \
  {KeyOperation::k##name,                                                                      \
   #name,                                                                                      \
   RightOrigins::k##origins,                                                                   \
   {k##enabled, k##disabled, k##deletion, k##import, k##unavailable, k##creating, k##updating}},
#include "crypto/lifecycle/operations.inc"
#undef KEYWARD_KEY_OPERATION
};

constexpr bool RowsAreInOrder() {
  for (size_t i = 0; i < std::size(kRows); ++i) {
    if (static_cast<size_t>(kRows[i].operation) != i) return false;
    if (i > 0 && !(kRows[i - 1].name < kRows[i].name)) return false;
  }
  return true;
}
static_assert(RowsAreInOrder());

}  // namespace

const OperationRow& RowOf(KeyOperation operation) { return kRows[static_cast<size_t>(operation)]; }

size_t ColumnOf(KeyState state) {
  switch (state) {
    case KeyState::kEnabled: return 0;
    case KeyState::kDisabled: return 1;
    case KeyState::kPendingDeletion:
    case KeyState::kPendingReplicaDeletion: return 2;
    case KeyState::kPendingImport: return 3;
    case KeyState::kUnavailable: return 4;
    case KeyState::kCreating: return 5;
    case KeyState::kUpdating: return 6;
  }
  return 4;
}

bool IsRight(RightOrigins origins, KeyOrigin origin) {
  switch (origins) {
    case RightOrigins::kAny: return true;
    case RightOrigins::kAwsKms: return origin == KeyOrigin::kAwsKms;
    case RightOrigins::kExternal: return origin == KeyOrigin::kExternal;
    case RightOrigins::kNotStored:
      return origin == KeyOrigin::kAwsKms || origin == KeyOrigin::kExternal;
  }
  return false;
}

std::string_view KeyOperationName(KeyOperation operation) { return RowOf(operation).name; }

std::optional<KeyOperation> KeyOperationOf(std::string_view name) {
  for (const OperationRow& row : kRows) {
    if (row.name == name) return row.operation;
  }
  return {};
}

}  // namespace keyward::crypto
