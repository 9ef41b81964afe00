import { problems, Refusal } from './problems.ts';
import { idParameter, success, type XAnswer } from './request.ts';
import { type Call, charge } from './state.ts';

/** DELETE /2/tweets/:id. A post that is not there any more counts as deleted (no published text says what X answers). */
export function deletePost(call: Call): XAnswer {
  const post = call.state.posts.get(idParameter('id', call.id));
  if (post && post.authorId !== call.account.id) throw new Refusal(problems.notYours);
  if (post && post.deletedAt === null) {
    post.deletedAt = call.now;
    charge(call, 'delete', post.id);
  }
  return success(200, { data: { deleted: true } });
}
