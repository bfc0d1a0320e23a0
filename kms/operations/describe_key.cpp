// DescribeKey (K5.6).
#include "kms/operations/key_metadata.h"
#include "kms/operations/steps.h"

namespace keyward::kms {
namespace {

Answer<Document> Run(Work& work) {
  const Subject& subject = work.subjects.front();
  if (auto admitted = Admit(work, subject); !admitted) return tl::unexpected(admitted.error());
  Document answer;
  answer.Set("KeyMetadata", KeyMetadata(subject.record()));
  return answer;
}

}  // namespace

extern const OperationCode kDescribeKeyCode;
const OperationCode kDescribeKeyCode = {PrepareKey, Run};

}  // namespace keyward::kms
