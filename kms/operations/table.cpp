// The table of the operations' code, from kms/implemented.def.
#include <array>

#include "kms/operations/work.h"

namespace keyward::kms {

#define KMS_IMPLEMENTED(name) extern const OperationCode k##name##Code;
#include "kms/implemented.def"
#undef KMS_IMPLEMENTED

namespace {

struct Implemented {
  Operation operation;
  const OperationCode* code;
};

constexpr std::array kImplemented = {
#define KMS_IMPLEMENTED(name) Implemented{Operation::k##name, &k##name##Code},
#include "kms/implemented.def"
#undef KMS_IMPLEMENTED
};

using Table = std::array<const OperationCode*, kOperationCount>;

constexpr Table MakeTable() {
  Table table{};
  for (const Implemented& implemented : kImplemented) {
    table[static_cast<size_t>(implemented.operation)] = implemented.code;
  }
  return table;
}

constexpr Table kTable = MakeTable();

}  // namespace

const OperationCode* CodeOf(Operation operation) { return kTable[static_cast<size_t>(operation)]; }

}  // namespace keyward::kms
